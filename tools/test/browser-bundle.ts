// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: code that uses a library as one bundle for a browser, and that bundle run where nothing of Node is: in Chromium
// where there is one, else in a bare script context.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { runInNewContext } from 'node:vm'
import { build, type Format } from 'esbuild'
import { chromium } from 'playwright-core'
import { chromiumFlags } from '../../journeys/chromium-flags.ts'
import { projectRoot } from '../source-files.ts'

/** What the solver of linear programs asks Node for where it finds itself in Node, and only there. */
const guarded = 'node:module'

/**
 * @param code a module that imports libraries by their names. @returns one script without imports.
 * Throws when a package or a file of ours asks for something of Node.
 */
export async function bundleFor(code: string, format: Format = 'esm'): Promise<string> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: projectRoot, loader: 'ts' },
    bundle: true,
    minify: true,
    platform: 'browser',
    format,
    globalName: 'bundle',
    external: [guarded],
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  for (const [file, { imports }] of Object.entries(metafile.inputs))
    for (const { path, external } of imports)
      assert.ok(!external || (path === guarded && file.startsWith('node_modules/highs/')), `${file} asks for ${path}`)
  return outputFiles[0]!.text
}

/** What answers when a library calls somebody: the body it sends, and what comes back. */
export type Answering = (body: unknown) => unknown

const page = 'https://pagina.example'
const server = 'https://ascolto.example.it'

/** @param code a module whose `told` comes to what it found. @returns that, found in a page of Chromium. */
export async function toldInChromium(executablePath: string, code: string, answering: Answering): Promise<unknown[]> {
  const bundle = await bundleFor(code)
  const browser = await chromium.launch({ executablePath, args: chromiumFlags })
  try {
    const tab = await browser.newPage()
    const wasm = readFileSync(createRequire(import.meta.url).resolve('highs/runtime'))
    await tab.route(`${page}/**`, (route) => {
      const name = new URL(route.request().url()).pathname
      if (name === '/bundle.js') return route.fulfill({ contentType: 'text/javascript', body: bundle })
      if (name === '/highs.wasm') return route.fulfill({ contentType: 'application/wasm', body: wasm })
      return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>pagina</title>' })
    })
    await tab.route(`${server}/**`, (route) =>
      route.fulfill({
        headers: { 'access-control-allow-origin': page, 'access-control-allow-headers': '*' },
        ...(route.request().method() === 'POST' && { json: answering(route.request().postDataJSON()) }),
      }),
    )
    await tab.goto(page)
    return await tab.evaluate(async (file) => ((await import(file)) as { told: Promise<unknown[]> }).told, '/bundle.js')
  } finally {
    await browser.close()
  }
}

/** A clone must belong to the world it was made in, as it does in a browser. */
const ownClone = 'globalThis.structuredClone = (value) => JSON.parse(JSON.stringify(value));'

/** The same in a context that knows the language, and of the web's own functions the few that are named here. */
export async function toldInScript(code: string, answering: Answering): Promise<unknown[]> {
  const script = await bundleFor(code, 'iife')
  const fetch = (_: unknown, { body }: { body: string }): Promise<object> =>
    Promise.resolve({ ok: true, json: () => Promise.resolve(answering(JSON.parse(body))) })
  const context = { TextEncoder, TextDecoder, Headers, crypto: globalThis.crypto, fetch }
  const { told } = runInNewContext(`${ownClone}${script};bundle`, context) as { told: Promise<unknown[]> }
  return structuredClone(await told)
}
