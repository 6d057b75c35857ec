// SPDX-License-Identifier: AGPL-3.0-or-later
// The scripts that pages of bodies load, each bundled and minified once: /widget.js may be asked again for a new one within
// the hour, /widget/HASH.js never changes and can be pinned with an integrity attribute.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { buildSync, transformSync } from 'esbuild'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { notFound } from '../../../base/errors.ts'
import type { App } from '../../../base/http/index.ts'

const folder = new URL('../../../../../widget/', import.meta.url)
/** Name of the script in its address, and where it begins in widget/. */
const entries = { widget: 'widget.ts', ponte: 'bridge/bridge.ts' } as const
export type ScriptName = keyof typeof entries

export interface Script {
  readonly body: Buffer
  readonly gzip: Buffer
  readonly brotli: Buffer
  readonly hash: string
}

const made = new Map<ScriptName, Script>()

export function script(name: ScriptName): Script {
  const script = made.get(name) ?? bundle(entries[name])
  made.set(name, script)
  return script
}

/** Where a script has its unchangeable address. */
export function pinnedAddress(name: ScriptName): string {
  return `/${name}/${script(name).hash}.js`
}

function bundle(entry: string): Script {
  const style = readFileSync(new URL('style.css', folder), 'utf8')
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(entry, folder))],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2019',
    charset: 'utf8',
    write: false,
    legalComments: 'none',
    banner: { js: '/*! Ascolto, BSD-3-Clause */' },
    define: { STYLE: JSON.stringify(transformSync(style, { loader: 'css', minify: true }).code.trim()) },
  })
  const body = Buffer.from(outputFiles[0]!.contents)
  return {
    body,
    gzip: gzipSync(body, { level: 9 }),
    brotli: brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    hash: createHash('sha256').update(body).digest('base64url').slice(0, 16),
  }
}

export function scriptRoutes(app: App): void {
  const options = { config: { permission: 'public' }, schema: { hide: true } } as const
  for (const name of Object.keys(entries) as ScriptName[]) {
    app.get(`/${name}.js`, options, async (request, reply) => {
      const { hash } = script(name)
      const etag = `"${hash}"`
      reply.headers({ etag, 'cache-control': 'public, max-age=3600' })
      if (request.headers['if-none-match']?.includes(etag)) return loadable(reply).status(304).send()
      return send(name, request, reply)
    })
    app.get(`/${name}/:file`, options, async (request, reply) => {
      if (request.url !== pinnedAddress(name)) throw notFound()
      return send(name, request, reply.header('cache-control', 'public, max-age=31536000, immutable'))
    })
  }
}

/** Any page may load it, also one that checks its integrity or keeps itself apart from other sites. */
function loadable(reply: FastifyReply): FastifyReply {
  return reply.headers({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'accept-encoding',
  })
}

function send(name: ScriptName, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { body, gzip, brotli } = script(name)
  const accepted = request.headers['accept-encoding'] ?? ''
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined
  if (encoding) reply.header('content-encoding', encoding)
  return loadable(reply)
    .type('text/javascript; charset=utf-8')
    .send(encoding === 'br' ? brotli : encoding === 'gzip' ? gzip : body)
}
