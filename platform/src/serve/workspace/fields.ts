// SPDX-License-Identifier: AGPL-3.0-or-later
// The controls of the workspace's forms. What was written stays, each fault stands at its field, and a summary on top
// leads to them.
import { html, type Html } from '../../base/html/index.ts'
import { inLanguage, type Problem, type Term } from '../../bodies/index.ts'
import texts from './texts/fields.json' with { type: 'json' }
import { say, type WorkspaceLanguage } from './words.ts'

/** What a form shows: what was given, field by field, and what was wrong with it. */
export interface Filled {
  readonly given: Readonly<Record<string, unknown>>
  readonly problems: readonly Problem[]
  readonly language: WorkspaceLanguage
}

interface Asked {
  readonly name: string
  readonly label: string
  readonly hint?: string
}

/** @param title what has not happened. The focus goes here, so that nobody has to look for what went wrong. */
export function problemSummary({ problems, language }: Filled, title = say(texts, language).notSaved): Html {
  if (problems.length === 0) return html``
  return html`<div class="notice notice-warm" role="alert" tabindex="-1" id="problemi" autofocus>
    <p><strong>${title}</strong></p>
    <ul>
      ${problems.map(({ field, message }) => html`<li><a href="#${field}">${message}</a></li>`)}
    </ul>
  </div>`
}

/** How a line of text is written; the plain line when nothing is said. */
interface Line {
  readonly required?: boolean
  readonly type?: string
  readonly inputmode?: 'numeric'
  readonly maxlength?: number
  /** On the first field of a page that is nothing but its form. */
  readonly autofocus?: boolean
}

export function textField(filled: Filled, { name, label, hint, ...line }: Asked & Line): Html {
  const { required = false, type = 'text', inputmode, maxlength, autofocus = false } = line
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${notes(filled, name, hint)}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${valueOf(filled, name)}"
      ${inputmode ? html`inputmode="${inputmode}"` : ''}
      ${maxlength ? html`maxlength="${maxlength}"` : ''}
      ${required ? html`required` : ''}
      ${autofocus ? html`autofocus` : ''}
      ${described(filled, name, hint)}
    />
  </div>`
}

export function areaField(filled: Filled, { name, label, hint }: Asked): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${notes(filled, name, hint)}
    <textarea id="${name}" name="${name}" rows="4" ${described(filled, name, hint)}>${valueOf(filled, name)}</textarea>
  </div>`
}

export function radioField(filled: Filled, { name, label, hint }: Asked, terms: readonly Term[]): Html {
  const chosen = valueOf(filled, name)
  return html`<fieldset class="field" id="${name}" tabindex="-1" ${describedBy(filled, name, hint)}>
    <legend>${label}</legend>
    ${notes(filled, name, hint)}
    ${inLanguage(terms, filled.language).map(
      ({ code, label: text }) =>
        html`<label class="check"
          ><input type="radio" name="${name}" value="${code}" ${code === chosen ? html`checked` : ''} /> ${text}</label
        >`,
    )}
  </fieldset>`
}

export function checkField(filled: Filled, { name, label, hint }: Asked, terms: readonly Term[]): Html {
  const given = filled.given[name]
  const chosen: readonly unknown[] = Array.isArray(given) ? given : [given]
  return html`<fieldset class="field" id="${name}" tabindex="-1" ${describedBy(filled, name, hint)}>
    <legend>${label}</legend>
    ${notes(filled, name, hint)}
    ${inLanguage(terms, filled.language).map(
      ({ code, label: text }) =>
        html`<label class="check"
          ><input type="checkbox" name="${name}" value="${code}" ${chosen.includes(code) ? html`checked` : ''} />
          ${text}</label
        >`,
    )}
  </fieldset>`
}

/** @param none what the empty choice is called. */
export function selectField(filled: Filled, { name, label, hint }: Asked, terms: readonly Term[], none?: string): Html {
  const chosen = valueOf(filled, name)
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${notes(filled, name, hint)}
    <select id="${name}" name="${name}" ${described(filled, name, hint)}>
      ${none === undefined ? '' : html`<option value="">${none}</option>`}
      ${inLanguage(terms, filled.language).map(
        ({ code, label: text }) =>
          html`<option value="${code}" ${code === chosen ? html`selected` : ''}>${text}</option>`,
      )}
    </select>
  </div>`
}

function notes({ problems }: Filled, name: string, hint: string | undefined): Html {
  const faults = problems.filter(({ field }) => field === name)
  return html`${hint === undefined ? '' : html`<span class="hint" id="${name}-hint">${hint}</span>`}
  ${faults.length === 0 ? '' : html`<span class="fault" id="${name}-fault">${faults.map(({ message }) => message).join(' ')}</span>`}`
}

function described(filled: Filled, name: string, hint: string | undefined): Html {
  const wrong = filled.problems.some(({ field }) => field === name)
  return html`${describedBy(filled, name, hint)} ${wrong ? html`aria-invalid="true"` : ''}`
}

/** A group of choices has words that describe it, but cannot be invalid itself. */
function describedBy({ problems }: Filled, name: string, hint: string | undefined): Html | '' {
  const wrong = problems.some(({ field }) => field === name)
  const ids = [hint === undefined ? '' : `${name}-hint`, wrong ? `${name}-fault` : ''].filter(Boolean).join(' ')
  return ids === '' ? '' : html`aria-describedby="${ids}"`
}

function valueOf({ given }: Filled, name: string): string {
  const value = given[name]
  if (Array.isArray(value)) return value.filter((part) => typeof part === 'string').join('\n')
  return typeof value === 'string' ? value : ''
}
