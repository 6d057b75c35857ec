// SPDX-License-Identifier: AGPL-3.0-or-later
// A body's own questions, at most three at the end of an instrument. They are never part of the index: they
// carry no dimension and no harmonisation level, and their ids cannot collide with the model's.
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { hashDocument } from './canonical-json.ts'
import { documentScale } from './document-scale.ts'
import { languages, type DocumentItem, type Language, type Scale, type Wording } from './schema.ts'

/** How a local question is answered. */
export const localKinds = ['stars', 'agree', 'yes-no', 'single', 'multiple'] as const

/** questions: how many a body may ask. text: characters of a question or an answer. answers: to choose from. */
export const localLimits = { questions: 3, text: 200, answers: { least: 2, most: 10 } } as const

const text = Type.String({ minLength: 1, maxLength: localLimits.text, pattern: '\\S' })
const Translated = Type.Object(
  {
    it: text,
    de: Type.Optional(text),
    fr: Type.Optional(text),
    sl: Type.Optional(text),
    en: Type.Optional(text),
  },
  { additionalProperties: false },
)

/** `options` are for single and multiple choice only; a missing translation shows the Italian text. */
export const LocalQuestionSchema = Type.Object(
  {
    id: Type.String({ pattern: '^local-[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 40 }),
    kind: Type.Enum(localKinds),
    wording: Translated,
    options: Type.Optional(
      Type.Array(Translated, { minItems: localLimits.answers.least, maxItems: localLimits.answers.most }),
    ),
  },
  { additionalProperties: false },
)
export type LocalQuestion = Static<typeof LocalQuestionSchema>

const schema = Type.Array(LocalQuestionSchema, { maxItems: 100 })

/** Whether it is answered by choosing among answers of its own. */
export function isChoice(kind: LocalQuestion['kind']): boolean {
  return kind === 'single' || kind === 'multiple'
}

/**
 * The question under the name its content gives it: what is asked in other words, or answered otherwise, is another
 * question, and no series or sum ever mixes the two. Translations don't count.
 */
export function nameLocalQuestion(question: Omit<LocalQuestion, 'id'>): LocalQuestion {
  const { kind, wording, options = [] } = question
  const content = [kind, wording.it, ...options.map(({ it }) => it)]
  return { id: `local-${hashDocument(content).slice(0, 8)}`, ...question }
}

/** Checks a body's questions as they come from outside; problems are in Italian, for the person who wrote them. */
export function parseLocalQuestions(
  input: unknown,
): { ok: true; questions: LocalQuestion[] } | { ok: false; problems: string[] } {
  if (!Value.Check(schema, input)) return { ok: false, problems: ['Le domande proprie non hanno la forma prevista.'] }
  const problems: string[] = []
  if (input.length > localLimits.questions)
    problems.push(`Le domande proprie possono essere al più ${localLimits.questions}.`)
  if (new Set(input.map(({ id }) => id)).size < input.length)
    problems.push('Due domande proprie sono la stessa domanda.')
  for (const { wording, kind, options } of input) {
    const choice = isChoice(kind)
    if (choice && options === undefined) problems.push(`Alla domanda «${wording.it}» mancano le risposte da scegliere.`)
    if (!choice && options !== undefined) problems.push(`La domanda «${wording.it}» ha già le sue risposte.`)
  }
  return problems.length === 0 ? { ok: true, questions: input } : { ok: false, problems }
}

/** The questions as items of a document. Throws RangeError on what `parseLocalQuestions` refuses. */
export function localItems(questions: readonly LocalQuestion[]): DocumentItem[] {
  const parsed = parseLocalQuestions(questions)
  if (!parsed.ok) throw new RangeError(parsed.problems.join(' '))
  return parsed.questions.map((question) => ({
    id: question.id,
    dimension: null,
    role: 'local',
    scale: { ...localScale(question), id: question.id, level: null },
    wording: completed(question.wording),
    required: false,
  }))
}

function localScale({ id, kind, options = [] }: LocalQuestion): Scale {
  if (kind === 'stars' || kind === 'agree') return documentScale(`${kind}-5`)
  if (kind === 'yes-no') return documentScale(kind)
  const codes = options.map((option, index) => ({ code: index + 1, label: completed(option) }))
  return { id, kind, polarity: 1, level: null, codes, missing: [] }
}

function completed(translated: Static<typeof Translated>): Wording {
  const of = (language: Language) => [language, translated[language] ?? translated.it]
  return Object.fromEntries(languages.map(of)) as Wording
}
