// SPDX-License-Identifier: AGPL-3.0-or-later
// The form itself: what may be asked besides, and a place for each own question. Translations are folded away, because most
// questions have none.
import { languages, localKinds } from '@ascolto/questionnaire'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { FoundTouchpoint } from '../../../bodies/index.ts'
import { areaField, problemSummary, selectField, textField, type Filled } from '../fields.ts'
import { languageName } from '../language-names.ts'
import type { Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './composition-form.json' with { type: 'json' }
import { questionnairePath } from './place.ts'
import { fieldsOf, kindField, places } from './read-form.ts'

export function compositionForm({ formField, language }: Call, found: FoundTouchpoint, filled: Filled): Html {
  const said = say(texts, language)
  const knownKind = found.touchpoint.userKind !== null
  return html`${problemSummary(filled, said.notChecked)}
    <form method="post" action="${questionnairePath(found)}/controlla" novalidate>
      ${formField}
      <h2>${said.modules}</h2>
      ${knownKind ? html`<p>${said.whoKnown}</p>` : tick(filled, 'who', said.who, said.whoHint)}
      ${tick(filled, 'inclusion', said.inclusion, said.inclusionHint)}
      <h2>${said.own}</h2>
      <p>${said.ownHint}</p>
      ${places.map((place) => questionFields(filled, place))}
      <button>${said.check}</button>
    </form>`
}

function tick({ given }: Filled, name: string, label: string, hint: string): Html {
  return html`<div class="field">
    <label class="check">
      <input type="checkbox" name="${name}" value="yes" ${given[name] === 'yes' ? html`checked` : ''}
        aria-describedby="${name}-hint" /> ${label}</label>
    <span class="hint" id="${name}-hint">${hint}</span>
  </div>`
}

function questionFields(filled: Filled, place: number): Html {
  const said = say(texts, filled.language)
  const choices = localKinds.map((kind) => ({ code: kind, label: said.kinds[kind] }))
  const italian = fieldsOf(place, 'it')
  const others = languages.filter((code) => code !== 'it')
  const names = others.flatMap((code) => Object.values(fieldsOf(place, code)))
  // What was written, or is wrong, must not be out of sight.
  const open = names.some((name) => filled.given[name] || filled.problems.some(({ field }) => field === name))
  return html`<fieldset class="group">
    <legend>${fill(said.question, { place })}</legend>
    ${selectField(filled, { name: kindField(place), label: said.kind }, choices, said.noQuestion)}
    ${textField(filled, { name: italian.wording, label: said.wording })}
    ${areaField(filled, { name: italian.answers, label: said.answers, hint: said.answersHint })}
    <details ${open ? html`open` : ''}>
      <summary>${said.translations}</summary>
      <p class="hint">${said.translationsHint}</p>
      ${others.map((code) => {
        const { wording, answers } = fieldsOf(place, code)
        const name = languageName(code, filled.language)
        return html`${textField(filled, { name: wording, label: fill(said.wordingIn, { language: name }) })}
        ${areaField(filled, { name: answers, label: fill(said.answersIn, { language: name }) })}`
      })}
    </details>
  </fieldset>`
}
