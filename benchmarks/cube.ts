// SPDX-License-Identifier: AGPL-3.0-or-later
// How fast durable answers become counts, and how long it takes until a new answer is seen in the cube, with nothing else
// to do and under load.
import { join } from 'node:path'
import type { CommandIo } from '../platform/src/base/command.ts'
import { openInstallation } from '../platform/src/start/installation.ts'
import { submitAll } from '../worlds/submit.ts'
import { exampleAnswers, openExample, type Example } from '../worlds/example.ts'
import { foldAll } from '../worlds/settle.ts'
import { inFolder, type Bench, type Sizes } from './bench.ts'
import { atMost, median, type Figure } from './figures.ts'
import { answerRequests } from './intake.ts'
import { startChild } from './load/child.ts'
import { openConnection } from './load/connection.ts'
import { drive } from './load/drive.ts'

export const cube: Bench = {
  name: 'cube',
  summary: 'dalle risposte ai conteggi: quante al secondo, e dopo quanto si vedono',
  run,
}

async function run(sizes: Sizes, io: CommandIo): Promise<Figure[]> {
  return inFolder(async (folder) => [
    await foldThroughput(join(folder, 'fold'), sizes, io),
    ...(await visibility(join(folder, 'visible'), sizes, io)),
  ])
}

async function foldThroughput(dataFolder: string, { answers }: Sizes, io: CommandIo): Promise<Figure> {
  const { context, close } = await openInstallation({ dataFolder, databaseUrl: '' })
  try {
    const example = await openExample(context)
    await submitAll(context, exampleAnswers(example, answers), (done) =>
      io.progress(`cube: ${done} di ${answers} risposte`),
    )
    const began = performance.now()
    await foldAll(context)
    const seconds = (performance.now() - began) / 1000
    return { name: 'conteggio', value: answers / seconds, unit: 'risposte/s' }
  } finally {
    await close()
  }
}

async function visibility(dataFolder: string, sizes: Sizes, io: CommandIo): Promise<Figure[]> {
  const platform = await startChild<Example & { port: number }>(new URL('load/platform-server.ts', import.meta.url), [
    dataFolder,
  ])
  // A guest on the same database: the cube is looked at, not asked over HTTP, so that looking costs the server nothing.
  const { context, close } = await openInstallation({ dataFolder, databaseUrl: '' })
  const counted = async (): Promise<number> => {
    const [row] = await context.db<{ n: number }[]>`
      select coalesce(sum(n), 0)::bigint as n from estimate.cube_day where service_id = ${platform.hello.serviceId}`
    return row!.n
  }
  const secondsUntilSeen = async (name: string): Promise<number> => {
    const [request] = answerRequests(platform.hello.code, name, 1)
    const connection = await openConnection(platform.hello.port)
    const before = await counted()
    const began = performance.now()
    await connection.send(request!)
    while ((await counted()) <= before) await new Promise((done) => setTimeout(done, 20))
    connection.close()
    return (performance.now() - began) / 1000
  }
  try {
    const alone: number[] = []
    for (let round = 0; round < 2 * sizes.rounds + 1; round++) alone.push(await secondsUntilSeen(`alone ${round}`))
    io.progress('cube: sotto carico')
    const load = answerRequests(platform.hello.code, 'load', sizes.answers)
    const { connections } = sizes
    await drive({
      port: platform.hello.port,
      connections,
      requests: load.length,
      expect: 201,
      request: (index) => load[index]!,
    })
    const acknowledged = performance.now()
    const total = alone.length + load.length
    while ((await counted()) < total) await new Promise((done) => setTimeout(done, 20))
    const behind = (performance.now() - acknowledged) / 1000
    return [
      { name: 'visibile nel cubo dopo', value: median(alone), unit: 's', bar: atMost(2) },
      { name: 'ultima risposta di un carico, visibile dopo', value: behind, unit: 's', bar: atMost(10) },
    ]
  } finally {
    await close()
    await platform.stop()
  }
}
