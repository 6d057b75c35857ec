// SPDX-License-Identifier: AGPL-3.0-or-later
// The world `nation`: a whole synthetic country of known truth. Usually as counts, drawn and copied into the cube at once;
// with --real as single answers through the one door. The same seed gives the same country, day for day before today.
import type { CommandIo } from '../../platform/src/base/command.ts'
import type { Context } from '../../platform/src/base/context.ts'
import { addDays, dayOf, type Day } from '../../platform/src/base/day.ts'
import type { Submission } from '../../platform/src/collect/index.ts'
import { writeCells, type CubeCell } from '../../platform/src/estimate/index.ts'
import { createChance, type Chance } from '../chance/chance.ts'
import { multinomial } from '../chance/draws.ts'
import { drawAnswer } from '../people/answer.ts'
import { bar } from '../progress.ts'
import { settle } from '../settle.ts'
import { submitAll } from '../submit.ts'
import type { World, WorldOptions } from '../world.ts'
import { cellsOf, portionsOf, type Calendar } from './cells.ts'
import { openNation, type OpenService } from './open.ts'
import { planNation } from './plan.ts'
import { nationOptions, readSize } from './size.ts'

export const nation: World = {
  name: 'nation',
  summary: 'un paese sintetico di verità nota, grande quanto si vuole',
  options: nationOptions,
  check: (options) => void readSize(options),
  fill,
}

interface Country {
  readonly chance: Chance
  readonly services: readonly OpenService[]
  /** Answers by service; they sum to what was asked for. */
  readonly answers: readonly number[]
  readonly calendar: Calendar
  readonly days: readonly Day[]
}

async function fill(context: Context, io: CommandIo, options: WorldOptions): Promise<void> {
  const size = readSize(options)
  const chance = createChance(size.seed)
  const plan = planNation(size, chance)
  const first = addDays(dayOf(context.now()), -size.days)
  const answers = plan.map(() => 0)
  multinomial(
    chance.fork('answers'),
    size.answers,
    plan.map(({ share }) => share),
    answers,
  )
  const country: Country = {
    chance,
    services: await openNation(context, size, plan, first, (done) => io.progress(bar('Servizi', done, size.services))),
    answers,
    calendar: { days: size.days, firstWeekday: new Date(`${first}T12:00:00Z`).getUTCDay() },
    days: Array.from({ length: size.days }, (_, day) => addDays(first, day)),
  }
  const progress = (done: number): void => io.progress(bar('Risposte', done, size.answers))
  if (options['real'] === true) await submitAll(context, realAnswers(country), progress)
  else await fillCube(context, country, progress)
  await settle(context)
}

/** Services whose months are in memory at once. */
const portion = 25

async function fillCube(context: Context, country: Country, progress: (done: number) => void): Promise<void> {
  let done = 0
  for (let start = 0; start < country.services.length; start += portion) {
    const services = country.services.slice(start, start + portion)
    await writeCells(context, cubeCells(country, services))
    for (const { plan } of services) done += country.answers[plan.index]!
    progress(done)
  }
}

function* cubeCells(
  { chance, answers, calendar, days }: Country,
  services: readonly OpenService[],
): Generator<CubeCell> {
  for (const { plan, serviceId, versionId, document } of services) {
    const own = chance.fork(`answers ${plan.index}`)
    for (const { day, place, n, counts } of cellsOf(own, plan, document, calendar, answers[plan.index]!)) {
      const { stream, channel, device, userKind } = place
      yield { serviceId, day: days[day]!, versionId, sourceId: 0, stream, channel, device, userKind, n, counts }
    }
  }
}

/** Day by day within a service, as its people would have come. */
function* realAnswers({ chance, services, answers, calendar, days }: Country): Generator<Submission> {
  for (const { plan, versionId, document, touchpoints } of services) {
    const own = chance.fork(`answers ${plan.index}`)
    const saying = chance.fork(`words ${plan.index}`)
    let person = 0
    for (const { day, place, n, opinion } of portionsOf(own, plan, document, calendar, answers[plan.index]!)) {
      for (let one = 0; one < n; one++) {
        yield {
          touchpoint: touchpoints[place.stream as Submission['stream']],
          versionId,
          document,
          day: days[day]!,
          key: `nation-${plan.index}-${person++}`,
          language: 'it',
          device: place.device as Submission['device'],
          stream: place.stream as Submission['stream'],
          channel: place.channel as Submission['channel'],
          userKind: place.userKind as Submission['userKind'],
          input: drawAnswer(saying, opinion, () => 'Risposta di esempio.'),
        }
      }
    }
  }
}
