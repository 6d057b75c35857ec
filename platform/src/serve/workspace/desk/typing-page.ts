// SPDX-License-Identifier: AGPL-3.0-or-later
// Typing sheets in, one after the other, without a mouse: the cursor stands in the first box, Enter sends the sheet, and the next
// one is there. A sheet that is sent twice, by an impatient key or a lost reply, is one answer.
import { randomUUID } from 'node:crypto'
import type { DocumentItem, InstrumentDocument, Language } from '@ascolto/questionnaire'
import type { Context } from '../../../base/context.ts'
import type { Day } from '../../../base/day.ts'
import { html, type Html } from '../../../base/html/index.ts'
import type { App } from '../../../base/http/index.ts'
import { fill } from '../../../base/language.ts'
import type { FoundTouchpoint, Problem, Touchpoint } from '../../../bodies/index.ts'
import type { Version } from '../../../catalogue/index.ts'
import { isLanguage, marksOf, sheetVersion, type Collect, type SheetTaken } from '../../../collect/index.ts'
import { longDay } from '../../words/dates.ts'
import { counted } from '../../words/numbers.ts'
import { problemSummary, textField, type Filled } from '../fields.ts'
import type { WorkspacePage } from '../frame.ts'
import { languageName } from '../language-names.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { pathOf, touchpointCrumbs, touchpointUrl, askingTouchpoint } from '../touchpoint/place.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import { boxesOf } from './beside-mark.ts'
import texts from './typing-page.json' with { type: 'json' }

const url = `${touchpointUrl}/inserisci`

/** Sheets of one day and one language, and how many of them have been typed so far. */
interface Bundle {
  readonly day: Day
  readonly language: Language
  readonly typed: number
}

export function typingPath(touchpoint: Touchpoint, { day, language, typed }: Bundle): string {
  return `${pathOf(touchpoint)}/inserisci?giorno=${day}&lingua=${language}&inseriti=${typed}`
}

export function typingRoutes(app: App, context: Context, collect: Pick<Collect, 'takeSheet'>): void {
  workspaceRoute(app, context, {
    ...{ url, permission: 'answer.type' },
    async act(call) {
      const found = await askingTouchpoint(call)
      const bundle = await bundleIn(call, found, call.query)
      if (!bundle) return { redirect: `${pathOf(found.touchpoint)}/moduli` }
      return {
        page: typingPage(call, found, bundle, { given: { key: randomUUID() }, problems: [], language: call.language }),
      }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url, permission: 'answer.type' },
    act: (call) => typeAct(call, collect),
  })
}

async function typeAct(call: Call, collect: Pick<Collect, 'takeSheet'>): Promise<Answer> {
  const { given, language } = call
  const found = await askingTouchpoint(call)
  const { touchpoint } = found
  const bundle = await bundleIn(call, found, given)
  const key = given['key']
  if (!bundle || typeof key !== 'string' || !/^[0-9a-f-]{36}$/.test(key))
    return { redirect: `${pathOf(touchpoint)}/moduli` }
  const { document } = bundle.version
  const typed = Object.fromEntries(document.items.map(({ id }) => [id, typeof given[id] === 'string' ? given[id] : '']))
  const taken = await collect.takeSheet({ touchpoint, day: bundle.day, language: bundle.language, key, typed })
  if (taken.kind === 'taken') return { redirect: typingPath(touchpoint, { ...bundle, typed: bundle.typed + 1 }) }
  const problems = problemsOf(taken, document, language)
  return {
    page: {
      ...typingPage(call, found, bundle, { given, problems, language }),
      status: taken.kind === 'later' ? 503 : 400,
    },
  }
}

type Asked = Bundle & { readonly version: Version }

async function bundleIn(
  { context }: Call,
  { touchpoint }: FoundTouchpoint,
  { giorno, lingua, inseriti }: Readonly<Record<string, unknown>>,
): Promise<Asked | undefined> {
  const asked = await sheetVersion(context, touchpoint.id, giorno)
  if (!asked || !isLanguage(lingua)) return undefined
  const typed = typeof inseriti === 'string' && /^\d{1,6}$/.test(inseriti) ? Number(inseriti) : 0
  return { ...asked, language: lingua, typed }
}

function problemsOf(
  taken: Exclude<SheetTaken, { kind: 'taken' }>,
  document: InstrumentDocument,
  language: WorkspaceLanguage,
): Problem[] {
  const said = say(texts, language)
  if (taken.kind !== 'wrong') return [{ field: document.items[0]!.id, message: said[taken.kind] }]
  return taken.problems.map((problem) => {
    const index = document.items.findIndex(({ id }) => id === problem.item)
    const item = document.items[index]!
    const marks = marksOf(item)
      .map(({ mark }) => mark)
      .join(', ')
    const more = {
      number: index + 1,
      marks,
      limit: item.maxLength ?? 0,
      typed: 'typed' in problem ? problem.typed : '',
    }
    return { field: problem.item, message: fill(said[problem.kind], more) }
  })
}

function typingPage(call: Call, found: FoundTouchpoint, bundle: Asked, filled: Filled): WorkspacePage {
  const { language } = call
  const { touchpoint } = found
  const said = say(texts, language)
  const { day, version, typed } = bundle
  const { items } = version.document
  const so = { day: longDay(day, language), spoken: languageName(bundle.language, language) }
  const hidden = { key: filled.given['key'], giorno: day, lingua: bundle.language, inseriti: typed }
  const content = html`${touchpointCrumbs(call, found, touchpoint)}
    <h1>${said.title}</h1>
    <p>${fill(said.bundle, so)} <a href="${pathOf(touchpoint)}/moduli">${said.other}</a></p>
    ${typed > 0 ? html`<p class="notice" role="status">${fill(said.done, { sheets: counted(typed, said.one, said.many) })}</p>` : ''}
    ${problemSummary(filled, said.notTyped)}
    <p>${said.how}</p>
    <form method="post" action="${pathOf(touchpoint)}/inserisci" novalidate class="typing" autocomplete="off">
      ${call.formField} ${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${String(value)}" />`)}
      ${items.map((item, index) => answerField(filled, item, index))}
      <button>${said.next}</button>
    </form>`
  return { title: said.title, content, demo: touchpoint.demo }
}

function answerField(filled: Filled, item: DocumentItem, index: number): Html {
  const said = say(texts, filled.language)
  const label = `${index + 1}. ${item.wording[filled.language]}`
  const autofocus = index === 0 && filled.problems.length === 0
  if (item.scale.kind === 'text')
    return textField(filled, { name: item.id, label, ...(item.maxLength && { maxlength: item.maxLength }), autofocus })
  const marks = marksOf(item)
  const digits = marks.every(({ mark }) => /^\d$/.test(mark)) && item.scale.kind !== 'multiple'
  const several = item.scale.kind === 'multiple' ? `${said.severalHint} ` : ''
  const boxes = boxesOf(item, filled.language).filter(({ words }) => words !== '')
  const hint = several + boxes.map(({ mark, words }) => `${mark} ${words}`).join(' · ')
  return textField(filled, { name: item.id, label, hint, autofocus, ...(digits && { inputmode: 'numeric' as const }) })
}
