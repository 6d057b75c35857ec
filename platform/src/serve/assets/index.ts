// SPDX-License-Identifier: AGPL-3.0-or-later
// Style, fonts and scripts of observatory and workspace, under addresses that name their content and never change.
import { notFound } from '../../base/errors.ts'
import type { App } from '../../base/http/index.ts'
import { loadAssets, type Asset } from './load-assets.ts'

let loaded: ReadonlyMap<string, Asset> | undefined
const all = (): ReadonlyMap<string, Asset> => (loaded ??= loadAssets())

/** The address of an asset for a page: assetPath('ascolto.css'); a browser module NAME.ts is 'NAME.js'. */
export function assetPath(name: string): string {
  const asset = all().get(name)
  if (asset === undefined) throw new Error(`no asset is called ${name}`)
  return asset.address
}

export function assets(app: App): void {
  const byAddress = new Map(Array.from(all().values(), (asset) => [asset.address, asset]))
  app.get('/assets/:file', { config: { permission: 'public' } }, async (request, reply) => {
    const asset = byAddress.get(request.url)
    if (asset === undefined) throw notFound()
    const encoding = preferred(request.headers['accept-encoding'] ?? '')
    const compressed = encoding === null ? null : asset.compressed(encoding)
    if (compressed !== null) reply.header('content-encoding', encoding)
    return reply
      .type(asset.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding')
      .send(compressed ?? asset.body)
  })
}

function preferred(accepted: string): 'br' | 'gzip' | null {
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : null
}
