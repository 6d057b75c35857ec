// SPDX-License-Identifier: AGPL-3.0-or-later
// The model as a page people can read and check. Written from the data and nothing else; a test keeps the
// committed docs/reference/model.md equal to it. Lists, not tables, so that a changed word is one changed line.
import { compose } from '../document/compose.ts'
import { languages, type Phrase } from '../document/schema.ts'
import { items, model, translationStatus, type ModelScale } from '../model/read-model.ts'
import type { Instrument, ItemUse, ModelItem } from '../model/schema.ts'

const opening = `<!-- SPDX-License-Identifier: CC-BY-4.0 -->

# Measurement model ${model.version}

Generated from \`libraries/questionnaire/model/${model.version}\`; do not edit by hand (see
[how to add a question](../how-to/add-a-question.md)).

Where a language is marked _official_, its words are fixed by the rules named as source; every other wording is ours.
Missing codes, the same on every scale: \`-1\` no answer, \`-2\` not applicable, \`-3\` don't know. They never enter a mean.`

const scaleNote = `Options stand in the order shown to people. Levels of harmonisation: L0 is the index's own kind of scale, L1 becomes
points of 100 with an added error, L2 stays a series of its own, L3 measures something else.`

/** The reference page of the model, Markdown ending with a newline. */
export function renderReference(): string {
  return `${[
    opening,
    '## Dimensions',
    'Overall satisfaction is not one of them: it is compared with the index, never inside it.',
    model.dimensions.map(({ id, name }) => `- \`${id}\`: ${inline(name)}`).join('\n'),
    '## Instruments',
    'The first screen is one question and an answer in itself; everything after it is optional.',
    ...model.instruments.flatMap(instrumentSection),
    '## Modules',
    'Any instrument may end with them; each is off unless asked for.',
    model.modules.map((module) => `- \`${module.id}\`: ${module.items.map(named).join(', ')}`).join('\n'),
    '## Items',
    ...model.items.flatMap(itemSection),
    '## Scales',
    scaleNote,
    ...model.scales.flatMap(scaleSection),
  ].join('\n\n')}\n`
}

function instrumentSection(instrument: Instrument): string[] {
  const { id, name, serviceKinds, sdg, standards, steps } = instrument
  const facts = [
    `- Kinds of service: ${serviceKinds.join(', ')}`,
    `- Reported to the Single Digital Gateway as: ${sdg}`,
    ...(standards.length > 0 ? [`- Standards: ${standards.join('; ')}`] : []),
    `- Hash without modules: \`${compose(id).hash}\``,
  ]
  const screens = steps.map((uses, index) => [`- Screen ${index + 1}`, ...uses.map(useLine)].join('\n'))
  return [`### ${name.it} (\`${id}\`)`, `${inline(name)}.`, [...facts, ...screens].join('\n')]
}

function useLine(use: ItemUse): string {
  const { item, showIf, required } = use
  const words = use.wording ?? items.get(item)?.wording
  const notes = [
    ...(required === true ? ['required'] : []),
    ...(showIf ? [`shown when ${named(showIf.item)} is ${showIf.codes.join(', ')}`] : []),
    ...(use.scale === undefined ? [] : [`here on scale ${named(use.scale)}`]),
  ]
  const line = `  - ${named(item)}: ${words?.it}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`
  const own = [...(use.wording ? phraseLines(use.wording) : []), ...endLines(use)]
  return [line, ...own.map((text) => `    ${text}`)].join('\n')
}

function itemSection(item: ModelItem): string[] {
  const facts = [
    `- Dimension: ${item.dimension === null ? 'none' : named(item.dimension)}`,
    `- Role: ${item.role}`,
    `- Scale: ${named(item.scale)}`,
    `- Source: ${item.sources.length > 0 ? item.sources.join('; ') : 'ours'}`,
    ...(item.maxLength === undefined ? [] : [`- At most ${item.maxLength} characters`]),
    ...phraseLines(item.wording),
    ...endLines(item),
    ...(item.hint ? [`- Hint: ${inline(item.hint)}`] : []),
  ]
  return [`### \`${item.id}\``, facts.join('\n')]
}

function scaleSection({ id, kind, level, polarity, codes, missing }: ModelScale): string[] {
  const better = polarity === 1 ? 'the higher code is better' : 'the lower code is better'
  const ordered = kind === 'text' || kind === 'single' || kind === 'multiple' ? '' : `; ${better}`
  const facts = [`- Kind: ${kind}${ordered}`, `- Level: ${level ?? 'none'}`]
  const numbered = codes.length > 0 && codes.every(({ code, label }) => label.it === String(code))
  const options = numbered
    ? [`- Codes ${codes[0]?.code} to ${codes.at(-1)?.code}, labelled by their number`]
    : codes.map(({ code, label }) => `- \`${code}\` ${inline(label)}`)
  const unanswered = missing.map(({ code, label }) => `- \`${code}\` ${inline(label)}`)
  return [`### \`${id}\``, [...facts, ...options, ...unanswered].join('\n')]
}

function endLines({ ends }: Pick<ItemUse, 'ends'>): string[] {
  return ends ? [`- Low end: ${inline(ends.low)}`, `- High end: ${inline(ends.high)}`] : []
}

function phraseLines(phrase: Phrase): string[] {
  return languages.map((language) => `- ${language}${mark(phrase, language)}: ${phrase[language]}`)
}

function inline(phrase: Phrase): string {
  return languages.map((language) => `${language}${mark(phrase, language)} «${phrase[language]}»`).join(', ')
}

function mark(phrase: Phrase, language: (typeof languages)[number]): string {
  return translationStatus(phrase, language) === 'official' ? ' _official_' : ''
}

function named(id: string): string {
  return `\`${id}\``
}
