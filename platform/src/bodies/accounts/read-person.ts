// SPDX-License-Identifier: AGPL-3.0-or-later
// What people say of themselves: a name for those they work with, an address for what concerns their access.
import type { Context } from '../../base/context.ts'
import type { Made } from '../made.ts'
import { Fields, type Given } from '../read-fields.ts'

export function readPerson(given: Given, language: Context['language']): Made<{ name: string; email: string }> {
  const fields = new Fields(given, language)
  const [name, email] = [fields.text('name', { longest: 200, required: true }), fields.email('email')]
  return fields.done(() => ({ name, email }))
}

export function readName(given: Given, language: Context['language']): Made<string> {
  const fields = new Fields(given, language)
  const name = fields.text('name', { longest: 200, required: true })
  return fields.done(() => name)
}
