// SPDX-License-Identifier: AGPL-3.0-or-later
// The frame of every page a respondent sees: one request, no script, no cookie, style inline. Names of bodies and services
// are Italian in every language.
import { readFileSync } from 'node:fs'
import { languages, type Language } from '@ascolto/questionnaire'
import { html, raw, type Html } from '../../../base/html/index.ts'
import { words, type Words } from '../words.ts'

const source = readFileSync(new URL('style.css', import.meta.url), 'utf8')
const style = raw(source.replace(/\s*\n\s*/g, '').replace(/([:,;]) | (?=\{)/g, '$1'))

export interface Frame {
  language: Language
  nonce: string
  title: string
  /** Whose page it is; absent when the touchpoint is unknown. */
  subject?: { body: string; service: string; demo: boolean }
  /** Whether the answer is only a trial. */
  trial?: boolean
  /** Address of this page in another language; absent where changing makes no sense. */
  inLanguage?: (language: Language) => string
  main: Html
}

export function page({ language, nonce, title, subject, trial = false, inLanguage, main }: Frame): Html {
  const said = words[language]
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}${subject ? html` – ${subject.service}` : ''} – Ascolto</title>
<meta name="description" content="${said.tell}. ${said.brief}">
<link rel="icon" href="data:,">
<style nonce="${nonce}">${style}</style>
</head>
<body>
${subject ? header(subject, trial, said) : ''}
<main>
${main}
</main>
<footer>
<details>
<summary>${said.why}</summary>
<p>${said.whyPurpose}</p>
<p>${said.whyAnonymous}</p>
<p>${said.whyUse}</p>
<p><a href="/">${said.home}</a></p>
</details>
${inLanguage ? languageSwitch(language, inLanguage) : ''}
</footer>
</body>
</html>
`
}

function header(subject: NonNullable<Frame['subject']>, trial: boolean, said: Words): Html {
  return html`<header>
<p class="body" lang="it">${subject.body}</p>
<p class="service" lang="it">${subject.service}</p>
${subject.demo ? html`<p class="demo">${said.demo}</p>` : ''}
${trial ? html`<p class="demo"><strong>${said.trial}</strong></p>` : ''}
</header>`
}

function languageSwitch(current: Language, inLanguage: (language: Language) => string): Html {
  const link = (language: Language): Html =>
    language === current
      ? html`<b aria-current="true">${words[language].name}</b>`
      : html`<a href="${inLanguage(language)}" lang="${language}" hreflang="${language}">${words[language].name}</a>`
  return html`<nav aria-label="${words[current].language}">${languages.map(link)}</nav>`
}
