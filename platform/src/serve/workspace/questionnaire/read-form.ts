// SPDX-License-Identifier: AGPL-3.0-or-later
// The form in which a body makes up its questionnaire, read and filled: three places for questions, each in five languages, a
// line for every answer to choose from. What is wrong is told at its field.
import {
  isChoice,
  languages,
  localKinds,
  localLimits,
  nameLocalQuestion,
  type Language,
  type LocalQuestion,
} from '@ascolto/questionnaire'
import { fill } from '../../../base/language.ts'
import { visibleLine } from '../../../base/visible-text.ts'
import type { Given, Made, Problem } from '../../../bodies/index.ts'
import type { Composition } from '../../../catalogue/index.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './read-form.json' with { type: 'json' }

type Kind = LocalQuestion['kind']

export const places = Array.from({ length: localLimits.questions }, (_, index) => index + 1)
export const fieldsOf = (place: number, language: Language) => ({
  wording: `wording-${language}-${place}`,
  answers: `answers-${language}-${place}`,
})
export const kindField = (place: number): string => `kind-${place}`

const { text: longest, answers: choices } = localLimits

/** A question without its name, or what is wrong with its place; undefined when the place is empty. */
type Read = { question: Omit<LocalQuestion, 'id'> } | { problems: Problem[] } | undefined

export function readComposition(given: Given, language: WorkspaceLanguage): Made<Composition> {
  const problems: Problem[] = []
  const local: LocalQuestion[] = []
  for (const place of places) {
    const read = readQuestion(given, place, language)
    if (read === undefined) continue
    if ('problems' in read) problems.push(...read.problems)
    else {
      const question = nameLocalQuestion(read.question)
      if (local.some(({ id }) => id === question.id))
        problems.push({ field: fieldsOf(place, 'it').wording, message: fill(say(texts, language).twice, { place }) })
      local.push(question)
    }
  }
  if (problems.length > 0) return { ok: false, problems }
  const ticked = (name: string): boolean => given[name] === 'yes'
  return { ok: true, value: { who: ticked('who'), inclusion: ticked('inclusion'), local } }
}

function readQuestion(given: Given, place: number, language: WorkspaceLanguage): Read {
  const said = say(texts, language)
  const problems: Problem[] = []
  const wrong = (field: string, text: keyof typeof said, more: Record<string, string | number> = {}): void =>
    void problems.push({ field, message: fill(said[text], { place, ...more }) })
  const words = Object.fromEntries(languages.map((code) => [code, wordsIn(given, place, code)])) as Record<
    Language,
    Words
  >
  const kind = localKinds.find((kind) => kind === given[kindField(place)])
  const isEmpty = languages.every((code) => words[code].wording === '' && words[code].answers.length === 0)
  if (kind === undefined && isEmpty) return undefined

  const at = (code: Language) => fieldsOf(place, code)
  if (kind === undefined) wrong(kindField(place), 'kind')
  if (words.it.wording === '') wrong(at('it').wording, 'wording')
  for (const code of languages) {
    const { wording, answers } = words[code]
    if (wording.length > longest) wrong(at(code).wording, 'long', { longest, length: wording.length })
    if (answers.some((answer) => answer.length > longest)) wrong(at(code).answers, 'longAnswer', { longest })
    if (new Set(answers).size < answers.length) wrong(at(code).answers, 'sameAnswers')
    if (kind !== undefined && !isChoice(kind) && answers.length > 0) wrong(at(code).answers, 'noAnswers')
    else if (code !== 'it' && answers.length > 0 && answers.length !== words.it.answers.length)
      wrong(at(code).answers, 'otherAnswers', { answers: words.it.answers.length, length: answers.length })
  }
  const { length } = words.it.answers
  if (kind !== undefined && isChoice(kind) && (length < choices.least || length > choices.most))
    wrong(at('it').answers, 'answers', { length })
  return problems.length > 0 || kind === undefined ? { problems } : { question: questionOf(kind, words) }
}

interface Words {
  readonly wording: string
  readonly answers: readonly string[]
}

function wordsIn(given: Given, place: number, language: Language): Words {
  const text = (name: string): string => (typeof given[name] === 'string' ? given[name] : '')
  const { wording, answers } = fieldsOf(place, language)
  const lines = text(answers).split(/\r\n|\r|\n/)
  return { wording: visibleLine(text(wording)), answers: lines.map(visibleLine).filter((line) => line !== '') }
}

function questionOf(kind: Kind, words: Readonly<Record<Language, Words>>): Omit<LocalQuestion, 'id'> {
  const translated = (of: (words: Words) => string | undefined): LocalQuestion['wording'] => {
    const said = languages.map((language) => [language, of(words[language])] as const).filter(([, text]) => text)
    return Object.fromEntries(said) as LocalQuestion['wording']
  }
  const wording = translated((words) => words.wording)
  if (!isChoice(kind)) return { kind, wording }
  return { kind, wording, options: words.it.answers.map((_, index) => translated(({ answers }) => answers[index])) }
}

/** The form's fields that give this composition again. */
export function givenOf({ who, inclusion, local }: Composition): Given {
  const questions = local.flatMap(({ kind, wording, options = [] }, index) => [
    [kindField(index + 1), kind],
    ...languages.flatMap((language) => {
      const names = fieldsOf(index + 1, language)
      const answers = options.map((option) => option[language] ?? '')
      return [
        [names.wording, wording[language] ?? ''],
        // Answers are translated all together or not at all.
        [
          names.answers,
          answers.every((answer) => answer === '')
            ? ''
            : options.map((option) => option[language] ?? option.it).join('\n'),
        ],
      ]
    }),
  ])
  return { who: who ? 'yes' : '', inclusion: inclusion ? 'yes' : '', ...Object.fromEntries(questions) }
}
