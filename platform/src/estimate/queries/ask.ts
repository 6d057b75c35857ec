// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs the questions of this folder, each a .sql file that says what it asks and what it may cost. Only they read the cube.
import { readFileSync } from 'node:fs'
import type { Context } from '../../base/context.ts'

const questions = new Map<string, string>()

function textOf(question: string): string {
  const known = questions.get(question)
  if (known !== undefined) return known
  const text = readFileSync(new URL(`${question}.sql`, import.meta.url), 'utf8')
  questions.set(question, text)
  return text
}

/** @param question name of a file of this folder without its ending. */
export async function ask<Row extends object>(
  { db }: Context,
  question: string,
  parameters: (string | number | boolean | number[])[],
): Promise<Row[]> {
  // The text is ours and parameters travel apart from it.
  return await db.unsafe<Row[]>(textOf(question), parameters, { prepare: true })
}
