// SPDX-License-Identifier: AGPL-3.0-or-later
// "Where are we?" on one page: the goal, how far bodies come on their way, where they are, and what waits for a decision. It
// holds no figure of what people answered.
import type { Context } from '../../../../base/context.ts'
import { html, type Html } from '../../../../base/html/index.ts'
import { fill } from '../../../../base/language.ts'
import type { App } from '../../../../base/http/index.ts'
import { adhesionStages, bodyCategories, countAdhesions, isAllowed, listAdhesions } from '../../../../bodies/index.ts'
import { countSteps, coverageSteps, measureCoverage, type BodyCoverage } from '../../../../estimate/index.ts'
import { listRegions } from '../../../../publish/index.ts'
import { count } from '../../../words/numbers.ts'
import { barTable } from '../../../charts/bars.ts'
import { rowsTable } from '../../lists/index.ts'
import { workspaceRoute, type Answer, type Call } from '../../route.ts'
import { say } from '../../words.ts'
import { adhesionTable } from '../adhesions/index.ts'
import { programmeMenu, programmePath } from '../place.ts'
import goals from './goals.json' with { type: 'json' }
import texts from './overview.json' with { type: 'json' }

const shownWaiting = 5

export function overviewPageRoute(app: App, context: Context): void {
  workspaceRoute(app, context, { url: programmePath, permission: 'programme.read', act: show })
}

async function show(call: Call): Promise<Answer> {
  const { context, language } = call
  const said = say(texts, language)
  const bodies = await measureCoverage(context)
  const regions = await listRegions(context)
  const places = [
    {
      code: 'regione',
      title: said.byRegion,
      terms: regions.map(({ code, name }) => ({ code, label: name })),
      of: 'regionCode',
    },
    { code: 'categoria', title: said.byCategory, terms: bodyCategories, of: 'categoryCode' },
  ] as const
  const content = html`${programmeMenu(call, 'overview')}
    <h1>${said.title}</h1>
    ${goalSection(call, bodies)} ${await waitingSection(call)} ${funnelSection(call, bodies)}
    ${places.map((place) => groupSection(call, bodies, place))}`
  return { page: { title: said.title, content, demo: bodies.some(({ demo }) => demo) } }
}

function goalSection({ language }: Call, bodies: readonly BodyCoverage[]): Html {
  const said = say(texts, language)
  const sum = (what: 'services' | 'asking' | 'answered' | 'measured'): number =>
    bodies.reduce((all, body) => all + body[what], 0)
  const steps = countSteps(bodies)
  const ofServices = [
    { label: said.services.answered, count: sum('answered') },
    { label: said.services.measured, count: sum('measured'), weak: true },
    { label: said.services.asking, count: sum('asking'), weak: true },
    { label: said.services.registered, count: sum('services'), weak: true },
  ]
  const ofBodies = [
    { label: said.bodies.answered, count: steps.answer },
    { label: said.bodies.measured, count: steps.measured, weak: true },
    { label: said.bodies.joined, count: steps.joined, weak: true },
  ]
  const head = { number: said.number, share: said.ofGoal }
  const goalOf = (caption: string, goal: number) => fill(caption, { goal: count(goal) })
  return html`<p class="lead">
      ${fill(said.lead, {
        services: count(ofServices[0]!.count),
        goalServices: count(goals.services),
        bodies: count(ofBodies[0]!.count),
        goalBodies: count(goals.bodies),
      })}
    </p>
    <div class="beside">
      ${barTable(goalOf(said.goalServices, goals.services), ofServices, { ...head, first: said.service, whole: goals.services })}
      ${barTable(goalOf(said.goalBodies, goals.bodies), ofBodies, { ...head, first: said.bodiesNumber, whole: goals.bodies })}
    </div>
    <p class="note">${said.goalNote}</p>`
}

function funnelSection({ language }: Call, bodies: readonly BodyCoverage[]): Html {
  const said = say(texts, language)
  const steps = countSteps(bodies)
  const bars = coverageSteps.map((step) => ({
    label: said.steps[step],
    count: steps[step],
    address: `${programmePath}/enti?passo=${step}`,
  }))
  const head = { first: said.step, number: said.bodiesNumber, share: said.ofAll, whole: bodies.length }
  return html`<h2>${said.funnel}</h2>
    <p>${said.funnelLead}</p>
    ${barTable(said.funnel, bars, head)}`
}

async function waitingSection(call: Call): Promise<Html> {
  const { context, access, language } = call
  if (!isAllowed(access, 'adhesion.read', null)) return html``
  const said = say(texts, language)
  const counts = await countAdhesions(context)
  const waiting = await listAdhesions(context, { stage: 'waiting', sort: 'asked', limit: shownWaiting })
  const path = `${programmePath}/adesioni`
  const stages = adhesionStages.filter((stage) => counts.has(stage))
  return html`<h2>${said.adhesions}</h2>
    ${
      stages.length === 0
        ? html`<p>${said.noAdhesions}</p>`
        : html`<ul class="tallies">
            ${stages.map(
              (stage) =>
                html`<li>
                  <a href="${path}?stato=${stage}">${said.stages[stage]}: <strong>${count(counts.get(stage) ?? 0)}</strong></a>
                </li>`,
            )}
          </ul>`
    }
    ${
      waiting.total === 0
        ? ''
        : html`<h3>${said.waiting}</h3>
            ${adhesionTable(call, waiting.items)}
            ${waiting.total > shownWaiting ? html`<p><a href="${path}?stato=waiting&ordine=asked">${said.allWaiting}</a></p>` : ''}`
    }`
}

interface Grouping {
  /** In addresses. */
  readonly code: string
  readonly title: string
  readonly terms: readonly { readonly code: string; readonly label: string }[]
  readonly of: 'regionCode' | 'categoryCode'
}

function groupSection({ language }: Call, bodies: readonly BodyCoverage[], { code, title, terms, of }: Grouping): Html {
  const said = say(texts, language)
  const groups = Map.groupBy(bodies, (body) => (terms.some((term) => term.code === body[of]) ? body[of] : null))
  const rows = [...groups].toSorted(([, a], [, b]) => b.length - a.length)
  if (rows.length === 0) return html``
  return html`<h2>${title}</h2>
    ${rowsTable({
      caption: title,
      columns: [title, ...coverageSteps.map((step) => ({ head: said.steps[step], number: true }))],
      rows: rows.map(([value, members]) => {
        const steps = countSteps(members)
        const label = terms.find((term) => term.code === value)?.label ?? said.elsewhere
        return [
          value === null ? label : html`<a href="${programmePath}/enti?${code}=${value}">${label}</a>`,
          ...coverageSteps.map((step) => count(steps[step])),
        ]
      }),
    })}`
}
