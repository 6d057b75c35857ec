// SPDX-License-Identifier: AGPL-3.0-or-later
// What people answered to a body's own questions, for those who may see how many answered; it is not published.
import type { Context } from '../../base/context.ts'
import { html, type Html } from '../../base/html/index.ts'
import { fill } from '../../base/language.ts'
import type { Service } from '../../bodies/index.ts'
import { measureOwnQuestions, type OwnQuestion } from '../../estimate/index.ts'
import { streamName } from '../words/labels.ts'
import { count, percentOf } from '../words/numbers.ts'
import { rowsTable } from './lists/index.ts'
import texts from './texts/own-questions.json' with { type: 'json' }
import { say, type WorkspaceLanguage } from './words.ts'

/** Nothing where no own question was answered yet. */
export async function ownQuestionsSection(
  context: Context,
  service: Service,
  language: WorkspaceLanguage,
): Promise<Html> {
  const said = say(texts, language)
  const questions = await measureOwnQuestions(context, service)
  if (questions.length === 0) return html``
  return html`<h2>${said.title}</h2>
    <p>${said.lead}</p>
    ${questions.map((question) => questionTable(question, language))}`
}

function questionTable({ item, stream, n, counts }: OwnQuestion, language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  const who = streamName(stream, language).toLowerCase()
  const heading = html`<h3 lang="it">${item.wording.it}</h3>`
  if (n === null) return html`${heading}<p>${fill(said.few, { who })}</p>`
  const several = item.scale.kind === 'multiple'
  return html`${heading}
    <p>${fill(several ? said.peopleSeveral : said.people, { n: count(n), who })}</p>
    ${rowsTable({
      caption: item.wording.it,
      columns: [said.answer, { head: said.howMany, number: true }, { head: said.share, number: true }],
      rows: item.scale.codes.map(({ code, label }, index) => [
        html`<span lang="it">${item.scale.kind === 'stars' ? `${code} ★` : label.it}</span>`,
        count(counts[index]!),
        percentOf(counts[index]!, n),
      ]),
    })}`
}
