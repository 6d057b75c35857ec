// SPDX-License-Identifier: AGPL-3.0-or-later
// What one view of the respondent's page costs: CPU of the whole server process, bytes, requests; beside a bare server
// that sends a constant text of about the same size.
import { gzipSync } from 'node:zlib'
import type { CommandIo } from '../platform/src/base/command.ts'
import { inFolder, inTurn, type Bench, type Sizes } from './bench.ts'
import { atMost, median, type Figure } from './figures.ts'
import { startChild, type Child } from './load/child.ts'
import { openConnection, requestBytes } from './load/connection.ts'
import { drive } from './load/drive.ts'
import type { Example } from '../worlds/example.ts'

export const form: Bench = { name: 'form', summary: 'la pagina di chi risponde: CPU, byte, richieste', run }

interface Target {
  readonly child: Child<{ port: number }>
  readonly path: string
}

async function run(sizes: Sizes, io: CommandIo): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const platform = await startChild<Example & { port: number }>(new URL('load/platform-server.ts', import.meta.url), [
      folder,
    ])
    const bare = await startChild<{ port: number }>(new URL('load/baseline-page-server.ts', import.meta.url))
    try {
      const ours = { child: platform, path: `/v/${platform.hello.code}` }
      const theirs = { child: bare, path: '/' }
      // Once through, so that compilation is not counted as serving.
      await cpuPerView(ours, sizes)
      await cpuPerView(theirs, sizes)
      const costs = await inTurn(
        sizes.rounds,
        (round) => (io.progress(`form: giro ${round + 1} di ${sizes.rounds}`), cpuPerView(ours, sizes)),
        () => cpuPerView(theirs, sizes),
      )
      return [cost(median(costs.a), median(costs.b)), ...(await weight(ours))]
    } finally {
      await platform.stop()
      await bare.stop()
    }
  })
}

async function cpuPerView({ child, path }: Target, { views, connections }: Sizes): Promise<number> {
  const before = await child.cpu()
  const request = requestBytes('GET', path)
  await drive({ port: child.hello.port, connections, requests: views, expect: 200, request: () => request })
  return ((await child.cpu()) - before) / views
}

function cost(ours: number, bare: number): Figure {
  const baseline = { name: 'server minimo', value: bare }
  return { name: 'CPU per pagina', value: ours, unit: 'ms', baseline, ratio: ours / bare, bar: atMost(0.1) }
}

async function weight({ child, path }: Target): Promise<Figure[]> {
  const connection = await openConnection(child.hello.port)
  const { body } = await connection.send(requestBytes('GET', path))
  connection.close()
  return [
    { name: 'pagina', value: body.length, unit: 'byte' },
    { name: 'pagina compressa', value: gzipSync(body).length, unit: 'byte', bar: atMost(15_000) },
    { name: 'richieste', value: 1 + countReferences(body.toString()), unit: '', bar: atMost(1) },
  ]
}

/** How many further requests a browser would make for the page; data: addresses need none. */
export function countReferences(page: string): number {
  const references = page.matchAll(
    /<(?:script|img|link|iframe|source|video|audio|embed)\b[^>]*?\b(?:src|href)="(?!data:)([^"]*)"[^>]*>/g,
  )
  return [...references].filter(([tag]) => !/rel="(?:alternate|canonical)"/.test(tag)).length
}
