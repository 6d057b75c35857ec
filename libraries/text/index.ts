// SPDX-License-Identifier: AGPL-3.0-or-later
// What people write, made safe to keep, and what it is about. Pure; runs in a browser. The language of a text has an
// entry of its own, @ascolto/text/language, because of the table it loads.

// Personal data.
export { redact, type Redaction } from './redact.ts'
export type { Category } from './rules/rule.ts'
export { isFiscalCode, readFiscalCode, type FiscalCode } from './rules/fiscal-code.ts'
export { isVatNumber } from './rules/vat-number.ts'
export { luhn, luhnCheckDigit } from './rules/luhn.ts'

// Words.
export { stem } from './words/stem.ts'
export { clausesOf } from './words/tokens.ts'

// The same remark again.
export { nearDuplicates } from './duplicates/near-duplicates.ts'
export { similarity } from './duplicates/shingles.ts'

// What it is about.
export {
  codebook,
  coderOf,
  type CodedTheme,
  type Codebook,
  type Coder,
  type Term,
  type Theme,
} from './themes/codebook.ts'
export { findThemes, type FoundTheme, type ThemeOptions, type Themes } from './themes/find-themes.ts'
