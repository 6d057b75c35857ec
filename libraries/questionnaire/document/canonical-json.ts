// SPDX-License-Identifier: AGPL-3.0-or-later
// One text per value (RFC 8785, JSON Canonicalization Scheme): sorted keys, no spaces, ECMAScript numbers.
// The hash of that text names a questionnaire for ever, so equal values must give equal bytes everywhere.
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * The canonical JSON of a plain value. Throws TypeError on what JSON cannot carry without loss: numbers that
 * are not finite, lone surrogates, undefined, functions, symbols, big integers, and objects of a class.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON has no ${value}`)
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('canonical JSON has no lone surrogates')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`
  if (!isPlainObject(value)) throw new TypeError(`canonical JSON has no ${typeof value} of this kind`)
  // The default sort compares UTF-16 code units, which is the order RFC 8785 §3.2.3 asks for.
  const members = Object.keys(value).toSorted()
  return `{${members.map((key) => `${canonicalJson(key)}:${canonicalJson(value[key])}`).join(',')}}`
}

/** SHA-256 of the canonical JSON in UTF-8, as 64 lower-case hexadecimal digits. */
export function hashDocument(document: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(document))))
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
