// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers of a world come in by the same door as anybody's: validated, redacted, committed in groups.
import type { Context } from '../platform/src/base/context.ts'
import { createIntake, type Submission } from '../platform/src/collect/index.ts'

/** As many as one commit takes, twice: the next group gathers while one is being written. */
const portion = 1000

/**
 * Submits all, in order.
 * @param onDone told how many are in, now and then.
 * @throws Error when the door refuses one: a world's answers are all valid.
 */
export async function submitAll(
  context: Context,
  submissions: Iterable<Submission>,
  onDone: (count: number) => void = () => {},
): Promise<number> {
  const intake = await createIntake(context)
  let count = 0
  const send = async (group: Submission[]): Promise<void> => {
    const outcomes = await Promise.all(group.map((submission) => intake.submit(submission)))
    const refused = outcomes.find(({ kind }) => kind !== 'accepted' && kind !== 'repeated')
    if (refused) throw new Error(`an answer of the world was refused: ${JSON.stringify(refused)}`)
    onDone((count += group.length))
  }
  let group: Submission[] = []
  for (const submission of submissions) {
    group.push(submission)
    if (group.length < portion) continue
    await send(group)
    group = []
  }
  await send(group)
  await intake.close()
  return count
}
