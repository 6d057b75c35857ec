// SPDX-License-Identifier: AGPL-3.0-or-later
// What people write, made safe to keep. Pure; runs in a browser.
export { redact } from './redact.ts'
export type { Redaction } from './redact.ts'
export type { Category } from './rules/rule.ts'
export { isFiscalCode } from './rules/fiscal-code.ts'
export { luhn } from './rules/luhn.ts'
