// SPDX-License-Identifier: AGPL-3.0-or-later
// One question as form controls, by the kind of its scale. Every control is a native one with its full label, so that it
// works by keyboard, by voice, without script and without style.
import type { AnswerInput, DocumentItem, Language, Wording } from '@ascolto/questionnaire'
import { fill } from '../../../base/language.ts'
import { html, raw, type Html, type HtmlValue } from '../../../base/html/index.ts'
import { count, words } from '../words.ts'

export interface Asked {
  language: Language
  /** What was given so far, to be shown again. */
  given: AnswerInput
  /** What is wrong, by item id. */
  problems: ReadonlyMap<string, string>
}

/** Statements of one battery stand under a heading of their own. */
export const agreement = 'agree-5'

export const starSymbol = raw(
  '<svg hidden><symbol id="star" viewBox="1.8 1.6 20.4 20.4"><path d="m12 2.6 2.9 6 6.6.9-4.8 4.6 1.2 6.6-5.9-3.2-5.9 3.2 1.2-6.6L2.5 9.5l6.6-.9z" stroke-linejoin="round"/></symbol></svg>',
)
const star = raw('<svg viewBox="0 0 24 24" aria-hidden="true"><use href="#star"/></svg>')

export function control(item: DocumentItem, asked: Asked): Html {
  if (item.scale.kind === 'text') return textArea(item, asked)
  const { language, problems } = asked
  const problem = problems.get(item.id)
  const described = problem ? html` aria-describedby="${item.id}-problem"` : ''
  return html`<fieldset id="${item.id}"${item.scale.id === agreement ? raw(' class="battery"') : ''}${described}>
<legend>${worded(item, item.wording, language)}</legend>
${problemLine(item, problem)}${answers(item, asked)}
</fieldset>`
}

/** A body may leave its own words untranslated; who hears the page hears them read as Italian. */
function worded({ role }: DocumentItem, wording: Wording, language: Language): HtmlValue {
  const untranslated = role === 'local' && language !== 'it' && wording[language] === wording.it
  return untranslated ? html`<span lang="it">${wording.it}</span>` : wording[language]
}

function answers(item: DocumentItem, asked: Asked): Html {
  const { kind } = item.scale
  if (kind === 'stars') return stars(item, asked)
  if (kind === 'labelled' || kind === 'numeric' || kind === 'nps') return row(item, asked)
  if (kind === 'multiple')
    return html`<p class="soft">${words[asked.language].several}</p>${choices(item, asked, 'checkbox')}`
  return choices(item, asked, 'radio')
}

function problemLine(item: DocumentItem, problem: string | undefined): Html | '' {
  return problem ? html`<p class="problem" id="${item.id}-problem">${problem}</p>` : ''
}

function input(item: DocumentItem, code: number, asked: Asked, type: 'radio' | 'checkbox'): Html {
  const given = asked.given[item.id]
  const checked = given === code || (Array.isArray(given) && given.includes(code))
  const required = item.required && type === 'radio'
  return html`<input type="${type}" name="${item.id}" value="${code}"${checked ? raw(' checked') : ''}${required ? raw(' required') : ''}>`
}

function stars(item: DocumentItem, asked: Asked): Html {
  const label = (code: number, name: string): Html =>
    html`<label>${input(item, code, asked, 'radio')}${star}<span class="hide">${name}</span></label>`
  return html`<div class="stars">${item.scale.codes.map(({ code, label: name }) => label(code, name[asked.language]))}</div>
${item.ends ? ends(item.ends.low[asked.language], item.ends.high[asked.language]) : ''}`
}

/** Codes in one row of boxes with words at both ends; the missing codes stand below in words. */
function row(item: DocumentItem, asked: Asked): Html {
  const { language } = asked
  const { codes, missing } = item.scale
  const box = ({ code, label }: (typeof codes)[number]): Html =>
    html`<label>${input(item, code, asked, 'radio')}<span>${code}<i class="hide"> – ${label[language]}</i></span></label>`
  return html`<div class="row">${codes.map(box)}</div>
${ends(codes[0]?.label[language] ?? '', codes.at(-1)?.label[language] ?? '')}
${missing.length > 0 ? html`<div class="choices">${missing.map(({ code, label }) => choice(item, code, label[language], asked, 'radio'))}</div>` : ''}`
}

function ends(low: string, high: string): Html {
  return html`<p class="ends" aria-hidden="true"><span>${low}</span><span>${high}</span></p>`
}

function choices(item: DocumentItem, asked: Asked, type: 'radio' | 'checkbox'): Html {
  const { codes, missing, kind } = item.scale
  const several = kind === 'multiple' || kind === 'single'
  return html`<div class="choices${several ? ' list' : ''}">${[...codes, ...missing].map(({ code, label }) =>
    choice(item, code, kind === 'yes-no' ? label[asked.language] : worded(item, label, asked.language), asked, type),
  )}</div>`
}

function choice(item: DocumentItem, code: number, name: HtmlValue, asked: Asked, type: 'radio' | 'checkbox'): Html {
  return html`<label>${input(item, code, asked, type)}${name}</label>`
}

function textArea(item: DocumentItem, asked: Asked): Html {
  const { language, problems } = asked
  const given = asked.given[item.id]
  const problem = problems.get(item.id)
  const limit = item.maxLength ?? 0
  const hints = `${item.id}-hint${problem ? ` ${item.id}-problem` : ''}`
  return html`<div>
<label class="label" for="${item.id}">${item.wording[language]}</label>
${problemLine(item, problem)}<p class="soft" id="${item.id}-hint">${item.hint?.[language]} ${fill(words[language].limit, { limit: count(limit, language) })}</p>
<textarea id="${item.id}" name="${item.id}" maxlength="${limit}" aria-describedby="${hints}">
${typeof given === 'string' ? given : ''}</textarea>
</div>`
}
