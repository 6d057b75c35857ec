// SPDX-License-Identifier: AGPL-3.0-or-later
// What is asked, and what an answer may be. Pure: no input, output, clock or chance; runs in a browser.
export { model, dimensions, scales, items, instruments, translationStatus } from './model/read-model.ts'
export type { ModelScale } from './model/read-model.ts'
export type { Dimension, Instrument, ModelItem } from './model/schema.ts'
export { languages, noAnswer, notApplicable, dontKnow } from './document/schema.ts'
export type { DocumentItem, InstrumentDocument, InstrumentVersion } from './document/schema.ts'
export type { Language, Phrase, Scale, Wording } from './document/schema.ts'
export { canonicalJson, hashDocument } from './document/canonical-json.ts'
export { parseDocument } from './document/parse-document.ts'
export { compose } from './document/compose.ts'
export type { ComposeOptions } from './document/compose.ts'
export { composeImported } from './document/compose-imported.ts'
export type { ImportedInstrument } from './document/compose-imported.ts'
export { optionsOf } from './document/options-of.ts'
export {
  isChoice,
  localKinds,
  localLimits,
  LocalQuestionSchema,
  nameLocalQuestion,
  parseLocalQuestions,
} from './document/local-questions.ts'
export type { LocalQuestion } from './document/local-questions.ts'
export { comparability } from './document/comparability.ts'
export type { BreakReason, ItemComparability } from './document/comparability.ts'
export { cleanText } from './answer/clean-text.ts'
export { validateAnswer } from './answer/validate-answer.ts'
export type { Answer, AnswerInput, Validation } from './answer/validate-answer.ts'
export type { Problem, ProblemCode } from './answer/problems.ts'
export { parseForm } from './answer/parse-form.ts'
export { inputOf } from './answer/input-of.ts'
export { layoutOf } from './counts/layout.ts'
export type { Layout, LayoutItem } from './counts/layout.ts'
export { tally } from './counts/tally.ts'
export { itemCounts, worstToBest } from './counts/item-counts.ts'
export type { ItemCounts } from './counts/item-counts.ts'
export { renderReference } from './reference/render-reference.ts'
