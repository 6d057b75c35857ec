// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createKeptAnswers, type KeptAnswers } from './kept-answers.ts'

/** Questions that wait for their answer, in the order in which they were asked. */
function held() {
  const asked: PromiseWithResolvers<string>[] = []
  const ask = (): Promise<string> => {
    const one = Promise.withResolvers<string>()
    asked.push(one)
    return one.promise
  }
  return { asked, ask }
}

type Kept = KeptAnswers<string, string>

async function manyAreOneQuestion(kept: Kept): Promise<void> {
  const { asked, ask } = held()
  const callers = Array.from({ length: 1000 }, () => kept.get('a', ask))
  assert.equal(asked.length, 1)
  asked[0]!.resolve('yes')
  assert.deepEqual(new Set(await Promise.all(callers)), new Set(['yes']))
  assert.equal(await kept.get('a', ask), 'yes')
  assert.equal(asked.length, 1)
}

async function failureIsNotKept(kept: Kept): Promise<void> {
  const { asked, ask } = held()
  const [first, beside] = [kept.get('a', ask), kept.get('a', ask)]
  asked[0]!.reject(new Error('away'))
  await assert.rejects(first, /away/)
  await assert.rejects(beside, /away/)
  const again = kept.get('a', ask)
  asked[1]?.resolve('back')
  assert.equal(await again, 'back')
}

/** Who changed something asks anew, and what was asked before the change does not come back in its place. */
async function forgottenIsAskedAnew(kept: Kept): Promise<void> {
  const { asked, ask } = held()
  const before = kept.get('a', ask)
  kept.forget('a')
  const after = kept.get('a', ask)
  asked[1]?.resolve('new')
  asked[0]!.reject(new Error('old'))
  await assert.rejects(before)
  assert.equal(await after, 'new')
  assert.equal(await kept.get('a', ask), 'new')
  assert.equal(asked.length, 2)
}

const laws = {
  'a thousand callers are one question': manyAreOneQuestion,
  'a failure is told who waited, and not kept': failureIsNotKept,
  'what is forgotten is asked anew': forgottenIsAskedAnew,
}
const usual = (): Kept => createKeptAnswers(1e9, 10)

for (const [name, law] of Object.entries(laws)) test(name, () => law(usual()))

/** Each breaks the law it is named after. */
const mutants: Record<keyof typeof laws, () => Kept> = {
  'a thousand callers are one question': () => ({ get: (_key, ask) => ask(), forget: () => {} }),
  'a failure is told who waited, and not kept': () => {
    const known = new Map<string, Promise<string>>()
    return {
      get: (key, ask) => known.get(key) ?? known.set(key, ask()).get(key)!,
      forget: (key) => void known.delete(key),
    }
  },
  'what is forgotten is asked anew': () => ({ ...usual(), forget: () => {} }),
}

for (const [name, mutant] of Object.entries(mutants)) {
  test(`a store that breaks it is caught: ${name}`, async () => {
    await assert.rejects(laws[name as keyof typeof laws](mutant()))
  })
}

test('an answer that has grown old is asked for again; one key is not another', async () => {
  let n = 0
  const ask = async (): Promise<string> => String(++n)
  const never = createKeptAnswers<string, string>(0, 10)
  assert.deepEqual([await never.get('a', ask), await never.get('a', ask)], ['1', '2'])
  const kept = usual()
  assert.deepEqual([await kept.get('a', ask), await kept.get('b', ask), await kept.get('a', ask)], ['3', '4', '3'])
})

test('keys that nobody made do not fill the memory', async () => {
  let n = 0
  const kept = createKeptAnswers<string, string>(1e9, 2)
  const ask = async (): Promise<string> => String(++n)
  for (const key of ['a', 'b', 'c', 'a']) await kept.get(key, ask)
  assert.equal(n, 4)
})
