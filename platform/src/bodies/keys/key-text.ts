// SPDX-License-Identifier: AGPL-3.0-or-later
// How a key is written: asc_, ten characters by which people recognise it, forty that are secret (200 random bits), and one by
// which a slip of the hand shows. The last is the check symbol of a Reed–Solomon code over the 32 characters: any one wrong
// character and any two neighbours changed about are noticed, without asking the database. Only the hash of a key is kept.
import { createHash } from 'node:crypto'

/** Digits and small letters without those that look alike (Crockford). */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
export const keyStart = 'asc_'
const prefixLength = 10
const secretLength = 40
const shape = new RegExp(`^${keyStart}[${alphabet}]{${prefixLength + secretLength + 1}}$`)

/** @param random 32 bytes nobody can guess: the first 250 bits are used. */
export function writeKey(random: Uint8Array): string {
  const bits = Array.from(random, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const symbols = Array.from({ length: prefixLength + secretLength }, (_, place) =>
    parseInt(bits.slice(5 * place, 5 * place + 5), 2),
  )
  const text = symbols.map((symbol) => alphabet[symbol]).join('')
  return keyStart + text + checkOf(text)
}

/** Whether the text is written as a key is; no typing error passes. */
export function isKey(text: string): boolean {
  return shape.test(text) && text.at(-1) === checkOf(text.slice(keyStart.length, -1))
}

/** The part that is shown and by which a key is found. */
export function prefixOf(key: string): string {
  return key.slice(0, keyStart.length + prefixLength)
}

/** A key is random, so that its plain hash cannot be turned back. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

/** Each symbol times its own power of the generator of GF(32), x⁵ + x² + 1, by Horner's rule. */
function checkOf(text: string): string {
  let sum = 0
  for (const character of text) sum = double(sum ^ alphabet.indexOf(character))
  return alphabet[sum]!
}

function double(symbol: number): number {
  return ((symbol << 1) ^ (symbol & 16 ? 0b100101 : 0)) & 31
}
