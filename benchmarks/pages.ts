// SPDX-License-Identifier: AGPL-3.0-or-later
// Server time of the pages people and bodies read, on a small and on a large country with the same services and days: the
// cost of a page must not grow with the number of answers.
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import type { CommandIo } from '../platform/src/base/command.ts'
import type { Context } from '../platform/src/base/context.ts'
import { openInstallation } from '../platform/src/start/installation.ts'
import { createServer } from '../platform/src/start/server.ts'
import { nation } from '../worlds/nation/index.ts'
import { inFolder, type Bench, type Sizes } from './bench.ts'
import { atMost, percentile, type Figure } from './figures.ts'
import { requestBytes } from './load/connection.ts'
import { drive } from './load/drive.ts'

export const pages: Bench = { name: 'pages', summary: 'tempo delle pagine su un paese piccolo e su uno grande', run }

const views = 300

interface Page {
  readonly name: string
  address(slug: string): string
}

const measured: readonly Page[] = [
  { name: 'pagina di un servizio', address: (slug) => `/servizi/${slug}` },
  { name: 'elenco dei servizi', address: () => '/servizi' },
  { name: 'ricerca nei servizi', address: (slug) => `/servizi?q=${slug.slice(0, 6)}` },
  { name: 'pagina iniziale', address: () => '/' },
]

async function run(sizes: Sizes, io: CommandIo): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const small = await timesOf(join(folder, 'small'), sizes, sizes.small, io)
    const large = await timesOf(join(folder, 'large'), sizes, sizes.large, io)
    return measured.flatMap(({ name }, index) => figuresOf(name, small[index]!, large[index]!, sizes))
  })
}

function figuresOf(name: string, small: Float64Array, large: Float64Array, sizes: Sizes): Figure[] {
  const [low, high] = [small, large].map((times) => percentile(times, 0.95)) as [number, number]
  const baseline = { name: `con ${sizes.small.toLocaleString('it-IT')} risposte`, value: low }
  const size = `${sizes.large.toLocaleString('it-IT')} risposte`
  return [
    { name: `${name}, p50 con ${size}`, value: percentile(large, 0.5), unit: 'ms' },
    { name: `${name}, p95 con ${size}`, value: high, unit: 'ms', bar: atMost(50) },
    {
      name: `${name}, p95 grande e piccolo`,
      value: high,
      unit: 'ms',
      baseline,
      ratio: high / low,
      bar: atMost(1.5, 'ratio'),
    },
  ]
}

/** Milliseconds of every view, ascending, page by page; each view asks for another service. */
async function timesOf(dataFolder: string, sizes: Sizes, answers: number, io: CommandIo): Promise<Float64Array[]> {
  const { context, close } = await openInstallation({ dataFolder, databaseUrl: '', port: '0' })
  try {
    const bodies = Math.max(1, Math.floor(sizes.services / 10))
    const country = { bodies, services: sizes.services, days: sizes.days, answers }
    await nation.fill(
      context,
      io,
      Object.fromEntries(Object.entries(country).map(([key, value]) => [key, String(value)])),
    )
    return await measure(context, io)
  } finally {
    await close()
  }
}

async function measure(context: Context, io: CommandIo): Promise<Float64Array[]> {
  const slugs = (await context.db<{ slug: string }[]>`select slug from bodies.service order by id`).map(
    ({ slug }) => slug,
  )
  const server = await createServer(context)
  try {
    await server.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = server.app.server.address() as AddressInfo
    const times: Float64Array[] = []
    for (const { name, address } of measured) {
      io.progress(`pages: ${name}`)
      const request = (index: number): Buffer => requestBytes('GET', address(slugs[(index * 7) % slugs.length]!))
      // One reader at a time: server time, not queueing.
      const load = { port, connections: 1, requests: views, expect: 200, request }
      await drive({ ...load, requests: 30 })
      times.push((await drive(load)).latencies)
    }
    return times
  } finally {
    await server.close()
  }
}
