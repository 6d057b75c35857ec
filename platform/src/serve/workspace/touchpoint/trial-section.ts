// SPDX-License-Identifier: AGPL-3.0-or-later
// The live test: the body answers its own question as people will, and this page says whether the answer arrived. Trial answers
// are counted here and nowhere else.
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { FoundTouchpoint } from '../../../bodies/index.ts'
import { listTrials, trialPath, type Trial } from '../../../collect/index.ts'
import { longDay } from '../../words/dates.ts'
import { counted } from '../../words/numbers.ts'
import type { Call } from '../route.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import { mayEdit, publicAddress } from './place.ts'
import texts from './trial.json' with { type: 'json' }

/** Nothing for who looks at the body to help it: they see no answer data, trial or not. */
export async function trialSection(call: Call, { touchpoint }: FoundTouchpoint, whole: Context): Promise<Html> {
  const { context, access, language, request } = call
  if (access.viewing !== null) return html``
  const said = say(texts, language)
  const trials = await listTrials(context, touchpoint)
  const offered = mayEdit(call) && touchpoint.state !== 'closed'
  if (!offered && trials.length === 0) return html``
  const address = publicAddress(context, request, await trialPath(whole, touchpoint, language))
  return html`<h2>${said.title}</h2>
    ${
      offered
        ? html`<p>${said.lead}</p>
            <p><a class="button" href="${address}">${said.try}</a></p>
            <p>${said.elsewhere}<br /><code class="hash">${address}</code></p>`
        : ''
    }
    ${trials.length === 0 ? html`<p>${said.none}</p>` : received(trials, language)}`
}

function received(trials: readonly Trial[], language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  return html`<div class="notice">
    <p><strong>${said.received}</strong></p>
    <ul>
      ${trials.map(
        ({ day, answers }) =>
          html`<li>
            ${fill(said.onDay, { day: longDay(day, language), answers: counted(answers, said.one, said.many) })}
          </li>`,
      )}
    </ul>
    <p>${said.apart}</p>
  </div>`
}
