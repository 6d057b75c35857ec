// SPDX-License-Identifier: AGPL-3.0-or-later
// The world `pilot`: the three bodies of the pilot of 2022, each with example services, and half a year of answers whose
// truth is known (truth.json). Everything came in by the doors that real data use, and is marked demo.
import { createReadStream } from 'node:fs'
import type { CommandIo } from '../../platform/src/base/command.ts'
import type { Context } from '../../platform/src/base/context.ts'
import { addDays, dayOf } from '../../platform/src/base/day.ts'
import type { Submission } from '../../platform/src/collect/index.ts'
import { createChance } from '../chance/chance.ts'
import { drawAsked, writeDenominators, type Denominator } from '../denominators.ts'
import { openBodies } from '../open-bodies.ts'
import { openService, type OpenService } from '../open-service.ts'
import { bar } from '../progress.ts'
import { settle } from '../settle.ts'
import { submitAll } from '../submit.ts'
import type { World } from '../world.ts'
import { pilotAnswers, type PilotAnswer } from './answers.ts'
import { services } from './plan.ts'

export const pilot: World = {
  name: 'pilot',
  summary: 'INPS, INAIL e Roma Capitale con servizi di esempio e mezzo anno di risposte dimostrative',
  fill,
}

/** The first day of the plan, counted from today. */
const firstDay = -182

const registry = new URL('registry.tsv', import.meta.url)

async function fill(context: Context, io: CommandIo): Promise<void> {
  const today = dayOf(context.now())
  const bodies = await openBodies(context, createReadStream(registry), ['inps', 'inail', 'c_h501'])
  const open = new Map<string, OpenService>()
  for (const { id, body, name, description, kind, audience } of services) {
    const from = addDays(today, firstDay)
    open.set(id, await openService(context, { body: bodies.get(body)!, name, description, kind, audience, from }))
  }
  const answers = [...pilotAnswers(today)]
  const count = await submitAll(
    context,
    answers.map((answer) => submission(open.get(answer.service.id)!, answer)),
    (done) => io.progress(bar('Risposte', done, answers.length)),
  )
  io.progress(bar('Risposte', count, answers.length))
  await writeDenominators(context, denominators(open, answers))
  await settle(context)
}

function submission(open: OpenService, { stream, key, day, device, language, input }: PilotAnswer): Submission {
  const { versionId, document, touchpoints } = open
  const { channel } = touchpoints[stream]
  return {
    touchpoint: touchpoints[stream],
    versionId,
    document,
    day,
    key,
    language,
    device,
    stream,
    channel,
    userKind: 'unknown',
    input,
  }
}

/** One row for each service, stream, day and device on which somebody answered. */
function denominators(open: ReadonlyMap<string, OpenService>, answers: readonly PilotAnswer[]): Denominator[] {
  const chance = createChance('pilot denominators')
  const groups = Map.groupBy(answers, ({ service, stream, day, device }) => [service.id, stream, day, device].join(' '))
  return [...groups.values()].map((group) => {
    const { service, stream, day, device } = group[0]!
    const { serviceId, touchpoints } = open.get(service.id)!
    const { id: touchpointId, channel } = touchpoints[stream]
    const completed = group.filter(({ input }) => Object.keys(input).length > 1).length
    const asked = drawAsked(chance, group.length, service[stream].offered)
    return { serviceId, touchpointId, day, channel, device, ...asked, answered: group.length, completed }
  })
}
