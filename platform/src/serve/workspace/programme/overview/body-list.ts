// SPDX-License-Identifier: AGPL-3.0-or-later
// The bodies of the programme, one by one: searched, filtered by place and by how far they have come, sorted, a page at a time.
import type { Context } from '../../../../base/context.ts'
import { html, type Html } from '../../../../base/html/index.ts'
import { searchText } from '../../../../base/search-text.ts'
import type { App } from '../../../../base/http/index.ts'
import { bodyCategories, isAllowed } from '../../../../bodies/index.ts'
import { coverageSteps, measureCoverage, type BodyCoverage, type CoverageStep } from '../../../../estimate/index.ts'
import { listRegions } from '../../../../publish/index.ts'
import { count, counted } from '../../../words/numbers.ts'
import { selectField } from '../../fields.ts'
import { listForm, listPaging, readList, rowsTable, type ListView } from '../../lists/index.ts'
import { workspaceRoute, type Answer, type Call } from '../../route.ts'
import { say } from '../../words.ts'
import { programmeMenu, programmePath } from '../place.ts'
import texts from './overview.json' with { type: 'json' }

const path = `${programmePath}/enti`
const sorts = ['name', '-step', 'step', '-services'] as const
type Sort = (typeof sorts)[number]

export function bodyListRoute(app: App, context: Context): void {
  workspaceRoute(app, context, { url: path, permission: 'programme.read', act: show })
}

interface Filters {
  readonly region: string | undefined
  readonly category: string | undefined
  readonly step: CoverageStep | undefined
}

async function show(call: Call): Promise<Answer> {
  const { context, query, language } = call
  const said = say(texts, language)
  const regions = (await listRegions(context)).map(({ code, name }) => ({ code, label: name }))
  const codeOf = (name: string, terms: readonly { code: string }[]) =>
    terms.find(({ code }) => code === query[name])?.code
  const filters: Filters = {
    ...{ region: codeOf('regione', regions), category: codeOf('categoria', bodyCategories) },
    step: coverageSteps.find((step) => step === query['passo']),
  }
  const view = readList(query, sorts)
  const found = select(await measureCoverage(context), view, filters)
  const items = found.slice(view.offset, view.offset + view.limit)
  const kept = { regione: filters.region ?? '', categoria: filters.category ?? '', passo: filters.step ?? '' }
  const steps = coverageSteps.map((code) => ({ code, label: texts.it.steps[code], en: texts.en.steps[code] }))
  const filled = { given: kept, problems: [], language }
  const list = {
    ...{ path, view, label: said.search, sorts: said.sorts, kept, language },
    filters: html`${selectField(filled, { name: 'passo', label: said.atLeast }, steps, said.anyStep)}
    ${selectField(filled, { name: 'regione', label: said.region }, regions, said.any)}
    ${selectField(filled, { name: 'categoria', label: said.category }, bodyCategories, said.any)}`,
  }
  const content = html`${programmeMenu(call, 'bodies')}
    <h1>${said.bodiesTitle}</h1>
    ${listForm(list)}
    <h2>${counted(found.length, said.oneBody, said.manyBodies)}</h2>
    ${items.length === 0 ? '' : table(call, items)} ${listPaging(list, { shown: items.length, total: found.length })}`
  return { page: { title: said.bodiesTitle, content, demo: items.some(({ demo }) => demo) } }
}

const placeOf = ({ step }: BodyCoverage): number => coverageSteps.indexOf(step)

const orders: Readonly<Record<Sort, (a: BodyCoverage, b: BodyCoverage) => number>> = {
  name: () => 0,
  '-step': (a, b) => placeOf(b) - placeOf(a),
  step: (a, b) => placeOf(a) - placeOf(b),
  '-services': (a, b) => b.services - a.services,
}

/** The bodies of a programme are hundreds: they are chosen here, and equals stand by name. */
function select(
  all: readonly BodyCoverage[],
  { q, sort }: ListView<Sort>,
  { region, category, step }: Filters,
): BodyCoverage[] {
  const words = searchText(q).split(' ').filter(Boolean)
  const least = step === undefined ? 0 : coverageSteps.indexOf(step)
  return all
    .filter(({ sortName, acronym, ipaCode }) => {
      const text = `${sortName} ${searchText(acronym)} ${ipaCode} ${searchText(ipaCode)}`
      return words.every((word) => text.includes(word))
    })
    .filter((body) => region === undefined || body.regionCode === region)
    .filter((body) => category === undefined || body.categoryCode === category)
    .filter((body) => placeOf(body) >= least)
    .toSorted((a, b) => orders[sort](a, b) || (a.sortName < b.sortName ? -1 : 1))
}

function table({ access, language }: Call, bodies: readonly BodyCoverage[]): Html {
  const said = say(texts, language)
  const opens = isAllowed(access, 'body.read', null)
  const numbers = [said.servicesHead, said.askingHead, said.answeredHead, said.measuredHead]
  return rowsTable({
    caption: said.bodiesTitle,
    columns: [said.body, said.lastStep, ...numbers.map((head) => ({ head, number: true }))],
    rows: bodies.map(({ name, ipaCode, step, hold, services, asking, answered, measured }) => [
      html`<a href="${opens ? '/area' : ''}/enti/${ipaCode}">${name}</a>
        ${hold === null ? '' : html`<span class="tag tag-warm">${said.holds[hold]}</span>`} <small>${ipaCode}</small>`,
      said.steps[step],
      ...[services, asking, answered, measured].map(count),
    ]),
  })
}
