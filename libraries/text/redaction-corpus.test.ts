// SPDX-License-Identifier: AGPL-3.0-or-later
// What redaction finds and what it leaves, measured on redaction-corpus.json and held to bars. For each rule and each way to see a text a
// planted fault, which the corpus must show.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redact } from './index.ts'
import { redactBy, rules, type Redaction } from './redact.ts'
import type { Rule } from './rules/rule.ts'
import { data } from './testing.ts'

interface Corpus {
  readonly personal: readonly { text: string; leaks: readonly string[] }[]
  readonly ordinary: readonly string[]
}
const corpus = data<Corpus>('redaction-corpus.json')

interface Measured {
  readonly recall: number
  /** Ordinary sentences that did not stay as they were. */
  readonly harmed: readonly string[]
  /** Findings that are a leak of the list, among all findings. */
  readonly precision: number
}

function measure(how: (text: string) => Redaction): Measured {
  let [gone, leaks, findings] = [0, 0, 0]
  for (const remark of corpus.personal) {
    const { text, found } = how(remark.text)
    const here = remark.leaks.filter((leak) => !text.includes(leak)).length
    gone += Math.min(here, found.length)
    leaks += remark.leaks.length
    findings += found.length
  }
  const harmed = corpus.ordinary.filter((sentence) => how(sentence).text !== sentence)
  return { recall: gone / leaks, harmed, precision: gone / (findings + harmed.length) }
}

const usual = measure(redact)

test('of 80 personal data at least 94 in 100 leave; of 147 ordinary sentences none is touched', (t) => {
  t.diagnostic(
    `recall ${usual.recall.toFixed(3)}, precision ${usual.precision.toFixed(3)}, harmed ${usual.harmed.length}`,
  )
  assert.deepEqual([corpus.personal.length, corpus.ordinary.length], [80, 147])
  assert.ok(usual.recall >= 0.94, `recall ${usual.recall}`)
  assert.deepEqual(usual.harmed, [])
  assert.ok(usual.precision >= 0.98, `precision ${usual.precision}`)
})

test('every rule is needed: without it something stays, or goes by another name', () => {
  for (const rule of rules) {
    const others = rules.filter((other) => other !== rule)
    const missed = corpus.personal.some(({ text }) => redactBy(others, text).found.join() !== redact(text).found.join())
    assert.ok(missed, `without ${rule.category}`)
  }
})

test('every judge is needed: a rule that takes all it sees harms ordinary sentences or spoils its finding', () => {
  for (const rule of rules.filter(({ judge }) => judge !== undefined)) {
    const { judge: _judge, ...blind } = rule
    const list: Rule[] = rules.map((other) => (other === rule ? blind : other))
    const spoilt = measure((text) => redactBy(list, text))
    const differs = corpus.personal.some(({ text }) => redactBy(list, text).text !== redact(text).text)
    assert.ok(spoilt.harmed.length > 0 || differs, rule.category)
  }
})

test('the view is needed: what looks alike, is invisible or of full width would stay', () => {
  const bare = (text: string): Redaction =>
    // As if only plain text were read.
    /[^\0-\u024f\u2018\u2019]|\u00ad/u.test(text) ? { text, found: [] } : redact(text)
  assert.ok(measure(bare).recall < usual.recall - 0.05)
})
