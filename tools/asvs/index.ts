// SPDX-License-Identifier: AGPL-3.0-or-later
// docs/operations/asvs.md: the requirements of OWASP ASVS 5.0 of the levels 1 and 2, what we make of each, and the test that
// shows it. The rows are requirements.json; the counts are computed. The words are ours: the standard's own stand in the standard.
import { page, table } from '../generate/markdown.ts'
import checklist from './requirements.json' with { type: 'json' }

export interface Requirement {
  /** As the standard numbers it, without its V: 3.4.1. */
  readonly id: string
  readonly level: number
  readonly words: string
  readonly state: 'met' | 'not applicable' | 'open'
  /** Why it does not apply, what is missing, or how it is meant. */
  readonly note?: string
  /** Files, from the root of the checkout. */
  readonly where?: readonly string[]
  readonly tests?: readonly { readonly file: string; readonly title: string }[]
}

export const requirements = checklist.requirements as readonly Requirement[]
const chapters: Readonly<Record<string, string>> = checklist.chapters

export const chapterOf = ({ id }: Pick<Requirement, 'id'>): string => id.split('.', 1)[0]!

const opening = `[OWASP Application Security Verification Standard 5.0.0](https://github.com/OWASP/ASVS/tree/v5.0.0) (CC BY-SA 4.0), levels 1 and 2. Numbers are its own, without the V; the words beside them are
ours and only remind of what a requirement asks for. **Met** means that the code named does it and that the test named looks at it;
*read* means that the code or the page was read and no test shows it. **Open** says what would be needed. It is our own
examination, not a certificate. What requirements of documentation refer to stands in [security.md](security.md).`

export async function renderAsvs(): Promise<string> {
  const open = requirements.filter(({ state }) => state === 'open')
  return page('OWASP ASVS 5.0, level 2', '`tools/asvs/requirements.json`', [
    opening,
    '## Where we are',
    summary(),
    '## Open',
    open.map(({ id, words, note }) => `- **${id}** ${words}. ${note}`).join('\n'),
    ...Object.entries(chapters).flatMap(([number, name]) => [`## ${number} ${name}`, chapter(number)]),
  ])
}

function summary(): string {
  const count = (rows: readonly Requirement[]): string[] => [
    ...(['met', 'not applicable', 'open'] as const).map((state) =>
      String(rows.filter((row) => row.state === state).length),
    ),
    String(rows.length),
    String(rows.filter(({ state, tests = [] }) => state === 'met' && tests.length > 0).length),
  ]
  const of = (number: string): Requirement[] => requirements.filter((row) => chapterOf(row) === number)
  return table(
    ['Chapter', 'Met', 'Not applicable', 'Open', 'All', 'Met, with a test'],
    [
      ...Object.entries(chapters).map(([number, name]) => [`${number} ${name}`, ...count(of(number))]),
      ['**All**', ...count(requirements)],
    ],
  )
}

function chapter(number: string): string {
  const rows = requirements
    .filter((row) => chapterOf(row) === number)
    .map(({ id, level, words, state, note = '', where = [], tests = [] }) => [
      ...[id, String(level), words, note === '' ? state : `${state}: ${note}`],
      where.map(link).join(', '),
      tests.length > 0
        ? tests.map(({ file, title }) => `${link(file)}: ${title}`).join('; ')
        : state === 'met'
          ? '*read*'
          : '',
    ])
  return table(['No.', 'Level', 'What it asks for', 'State', 'Where', 'Test'], rows)
}

function link(path: string): string {
  return `[${path.split('/').slice(-2).join('/')}](../../${path})`
}

/** @param read the text of a file of the project; undefined when it is not there. @returns what the table says and is not so. */
export function faultsOf(rows: readonly Requirement[], read: (path: string) => string | undefined): string[] {
  return rows.flatMap(({ id, state, note = '', where = [], tests = [] }) => [
    ...where.filter((path) => read(path) === undefined).map((path) => `${id}: ${path} is not there`),
    ...tests.filter(({ file, title }) => !hasTest(read(file), title)).map(({ title }) => `${id}: no test «${title}»`),
    ...(state === 'met' && where.length === 0 ? [`${id}: met, but where?`] : []),
    ...(state === 'not applicable' && note === '' ? [`${id}: not applicable, but why?`] : []),
    ...(state === 'open' && !note.includes('Needed: ') ? [`${id}: open, but what is needed?`] : []),
  ])
}

function hasTest(text: string | undefined, title: string): boolean {
  return text !== undefined && ["'", '"'].some((quote) => text.includes(`test(${quote}${title}${quote}`))
}
