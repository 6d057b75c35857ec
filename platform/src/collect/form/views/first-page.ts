// SPDX-License-Identifier: AGPL-3.0-or-later
// The first screen: one question, one button. Its answer counts by itself, whatever comes after.
import type { DocumentItem } from '@ascolto/questionnaire'
import { fill } from '../../../base/language.ts'
import { html, type Html } from '../../../base/html/index.ts'
import type { ReadCode } from '../../codes/index.ts'
import { words, type Words } from '../words.ts'
import { control, starSymbol, type Asked } from './controls.ts'
import { problemSummary } from './problem-summary.ts'
import { proofScript } from './proof-script.ts'

export interface FirstPage extends Asked {
  action: string
  items: DocumentItem[]
  /** Names the answer, so that sending it twice is harmless. Absent when an answer is being corrected. */
  key?: string
  /** What the gate wants to have back with the key. */
  gate?: { mint: string; proof?: string }
  /** The invitation somebody came by; a good one goes along with the answer. */
  code?: ReadCode
  /** For the script that works for a proof, when one is wanted. */
  nonce?: string
  /** A message that belongs to no item. */
  message?: string
}

export function firstPage({ action, items, key, gate, code, nonce, message, ...asked }: FirstPage): Html {
  const said = words[asked.language]
  return html`<p class="soft">${fill(said.step, { step: 1 })}</p>
<h1>${key === undefined ? said.correctTitle : said.tell}</h1>
<p>${key === undefined ? said.correctLead : said.brief}</p>
${problemSummary(asked, message)}
${code === undefined ? '' : invitation(code, said)}
<form method="post" action="${action}" novalidate>
${starSymbol}
${items.map((item) => control(item, asked))}
${key === undefined ? '' : html`<input type="hidden" name="key" value="${key}">`}
${code?.kind === 'good' ? html`<input type="hidden" name="i" value="${code.text}">` : ''}
${gate === undefined ? '' : gateFields(gate, said.trap)}
<p class="go"><button>${said.send}</button></p>
</form>
${gate?.proof === undefined || nonce === undefined ? '' : proofScript(nonce)}`
}

const worth = { good: 'codeGood', over: 'codeOver', unknown: 'codeUnknown' } as const

function invitation({ kind }: ReadCode, said: Words): Html {
  return html`<p class="${kind === 'good' ? 'soft' : 'note'}">${said[worth[kind]]}</p>`
}

/** One of them is a trap: whoever sees the page, or has it read out, does not find it. */
function gateFields({ mint, proof }: NonNullable<FirstPage['gate']>, trap: string): Html {
  return html`<input type="hidden" name="mint" value="${mint}">
${proof === undefined ? '' : html`<input type="hidden" name="proof" value="${proof}">`}
<p hidden><label>${trap} <input name="sito" autocomplete="off" tabindex="-1"></label></p>`
}
