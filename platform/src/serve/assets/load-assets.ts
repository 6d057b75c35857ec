// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the asset files of this folder once and names each by its content: an address never shows anything else, so it
// may be kept for ever. Style sheets name their fonts by file; here the name becomes the address.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'

export interface Asset {
  /** Where it is served: /assets/NAME.HASH.EXTENSION. */
  readonly address: string
  readonly type: string
  readonly body: Buffer
  /** The body as sent to a client that takes this encoding; null where compressing gains nothing. */
  compressed(encoding: 'br' | 'gzip'): Buffer | null
}

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  woff2: 'font/woff2',
}

/** @returns every asset by the name of its file; a browser module NAME.ts is there as NAME.js. */
export function loadAssets(folder: URL = new URL('./', import.meta.url)): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>()
  const add = (name: string, body: Buffer): unknown => assets.set(name, assetOf(name, body))
  const named = (extension: string): string[] => readdirSync(folder).filter((name) => name.endsWith(`.${extension}`))

  for (const name of [...named('woff2'), ...named('svg')]) add(name, readFileSync(new URL(name, folder)))
  for (const name of named('css')) {
    const style = readFileSync(new URL(name, folder), 'utf8')
    add(
      name,
      Buffer.from(style.replace(/url\('([\w.-]+)'\)/g, (_, file: string) => `url('${assets.get(file)!.address}')`)),
    )
  }
  for (const [name, body] of bundleModules(new URL('browser/', folder))) add(name, body)
  return assets
}

function assetOf(name: string, body: Buffer): Asset {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12)
  const dot = name.lastIndexOf('.')
  const extension = name.slice(dot + 1)
  const made = new Map<string, Buffer>()
  return {
    address: `/assets/${name.slice(0, dot)}.${hash}.${extension}`,
    type: types[extension]!,
    body,
    compressed(encoding) {
      if (extension === 'woff2') return null
      const found = made.get(encoding) ?? compress[encoding](body)
      made.set(encoding, found)
      return found
    },
  }
}

const compress = {
  gzip: (body: Buffer): Buffer => gzipSync(body, { level: 9 }),
  br: (body: Buffer): Buffer => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
}

/** The TypeScript modules of a folder, each with what it imports, minified; nothing when the folder is not there. */
function bundleModules(folder: URL): [name: string, body: Buffer][] {
  const path = fileURLToPath(folder)
  const entryPoints = readdirSync(path)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `${path}${name}`)
  if (entryPoints.length === 0) return []
  const { outputFiles } = buildSync({
    entryPoints,
    outdir: path,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    legalComments: 'none',
  })
  return outputFiles.map((file) => [file.path.slice(path.length), Buffer.from(file.contents)])
}
