// SPDX-License-Identifier: AGPL-3.0-or-later
// Durable answers a second through HTTP: validation, redaction, idempotency, group commit and the worker that counts them,
// all on the cores of this machine; beside a bare server that appends the same bytes to a log and replies after the fsync.
import { join } from 'node:path'
import { compose } from '@ascolto/questionnaire'
import type { CommandIo } from '../platform/src/base/command.ts'
import { createChance } from '../worlds/chance/chance.ts'
import { drawAnswer } from '../worlds/people/answer.ts'
import { opinionOf } from '../worlds/people/opinion.ts'
import { inFolder, inTurn, type Bench, type Sizes } from './bench.ts'
import { atLeast, median, percentile, type Figure } from './figures.ts'
import { startChild } from './load/child.ts'
import { requestBytes } from './load/connection.ts'
import { drive, type Driven } from './load/drive.ts'
import type { Example } from '../worlds/example.ts'

export const intake: Bench = { name: 'intake', summary: 'risposte durevoli al secondo attraverso HTTP', run }

async function run(sizes: Sizes, io: CommandIo): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const platform = await startChild<Example & { port: number }>(new URL('load/platform-server.ts', import.meta.url), [
      join(folder, 'data'),
    ])
    const bare = await startChild<{ port: number }>(new URL('load/baseline-log-server.ts', import.meta.url), [
      join(folder, 'log'),
    ])
    try {
      const load = { connections: sizes.connections, requests: sizes.answers, expect: 201 }
      const round = (port: number, name: string, remarks: Remarks): Promise<Driven> => {
        const requests = answerRequests(platform.hello.code, name, sizes.answers, remarks)
        return drive({ ...load, port, request: (index) => requests[index]! })
      }
      await round(platform.hello.port, 'warm', short)
      await round(bare.hello.port, 'warm', short)
      const driven = ({ name, remarks }: Kind): Promise<{ a: Driven[]; b: Driven[] }> =>
        inTurn(
          sizes.rounds,
          (turn) => {
            io.progress(`intake, ${name}: giro ${turn + 1} di ${sizes.rounds}`)
            return round(platform.hello.port, `${name} a${turn}`, remarks)
          },
          (turn) => round(bare.hello.port, `${name} b${turn}`, remarks),
        )
      const found: Figure[] = []
      for (const kind of kinds) found.push(...figures(kind, await driven(kind)))
      return found
    } finally {
      await platform.stop()
      await bare.stop()
    }
  })
}

function figures({ name, bar }: Kind, { a, b }: { a: Driven[]; b: Driven[] }): Figure[] {
  const [ours, bare] = [a, b].map((rounds) => median(rounds.map(({ perSecond }) => perSecond))) as [number, number]
  const baseline = { name: 'registro minimo', value: bare }
  const waits = [a, b].map((rounds) => median(rounds.map(({ latencies }) => percentile(latencies, 0.95)))) as [
    number,
    number,
  ]
  return [
    { name, value: ours, unit: '/s', baseline, ratio: ours / bare, bar: atLeast(bar, 'ratio') },
    { name: 'attesa p95', value: waits[0], unit: 'ms', baseline: { name: baseline.name, value: waits[1] } },
  ]
}

/** What is written in the n-th answer. */
type Remarks = (index: number) => string

const shortRemark =
  'Il caricamento degli allegati si blocca e non si capisce quale campo correggere; per il resto va bene.'
const longRemark = `${shortRemark} Ho provato più volte a inviare la domanda, ma tutte le volte la pagina si ricarica e i dati inseriti vanno persi. Sarebbe utile un avviso chiaro prima di cominciare, con la lista dei documenti che servono. Anche il pagamento è complicato: si viene mandati su un altro sito e poi non si torna più indietro. Allo sportello mi hanno detto di riprovare la sera tardi, oppure di`

const short: Remarks = () => shortRemark
/** 500 characters; one in ten people leaves a telephone number. */
const long: Remarks = (index) =>
  `${longRemark} ${index % 10 === 0 ? 'chiamare il 333 1234567' : 'tornare un altro giorno'}`

interface Kind {
  readonly name: string
  readonly remarks: Remarks
  /** The least share of the baseline. */
  readonly bar: number
}

const kinds: readonly Kind[] = [
  { name: 'risposte durevoli', remarks: short, bar: 0.4 },
  { name: 'con osservazioni di 500 caratteri', remarks: long, bar: 0.35 },
]

/** Whole answers with a suggestion, as a long form would send them; made before the clock starts. */
export function answerRequests(touchpoint: string, name: string, size: number, remarks: Remarks = short): Buffer[] {
  const { document } = compose('procedura')
  const chance = createChance(`bench ${name}`)
  const opinion = opinionOf(document, { shape: 'j-shaped', mean: 60, goesOn: 1, writes: 1 })
  return Array.from({ length: size }, (_, index) => {
    const answers = drawAnswer(chance, opinion, () => remarks(index))
    const body = { touchpoint, key: `${name}-${process.pid}-${index}`, answers }
    return requestBytes('POST', '/api/v1/responses', JSON.stringify(body))
  })
}
