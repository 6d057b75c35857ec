// SPDX-License-Identifier: AGPL-3.0-or-later
// Whom the server calls by itself: the database, the mail server, the SPID/CIE broker and the Commission's service for feedback, all
// named by the configuration, and nobody a request could choose. A file that learns to call somebody else is written here, with a reason in the commit.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTest, projectRoot, readSources } from '../../../../tools/source-files.ts'

const callers = {
  network: [
    'platform/src/base/database/driver/index.ts',
    'platform/src/base/database/driver/steady-socket.ts',
    // Only reads addresses.
    'platform/src/base/http/protection/caller-network.ts',
    'platform/src/base/mail/send-mails.ts',
    'platform/src/bodies/oidc/begin.ts',
    'platform/src/bodies/oidc/client.ts',
    'platform/src/bodies/oidc/finish.ts',
    'platform/src/bodies/oidc/person.ts',
    'platform/src/collect/sdg/receiver.ts',
  ],
  programs: ['platform/src/base/database/embedded/cluster.ts', 'platform/src/base/database/embedded/holder.ts'],
} as const

/** A module that is read at the start, or when it is first needed. */
const brings = String.raw`(?:import (?!type )[^;]*?from |\bimport\()`
const outward = 'node:(?:https?|net|tls|dgram|http2|dns)|undici|postgres|nodemailer|openid-client'

const signs = {
  network: new RegExp(String.raw`(?<![.\w])fetch\(|${brings}'(?:${outward})'`),
  programs: new RegExp(`${brings}'node:child_process'`),
} as const

function callersOf(sign: RegExp): string[] {
  return readSources(projectRoot)
    .filter(({ path }) => path.startsWith('platform/src/') && !isTest(path) && !path.includes('/browser/'))
    .filter(({ text }) => text.split('\n').some((line) => sign.test(line)))
    .map(({ path }) => path)
}

test('no file but these speaks to other machines', () => {
  assert.deepEqual(callersOf(signs.network), callers.network)
})

test('a call is seen however the file comes by it, and a type is none', () => {
  const ways = [
    "import { request } from 'node:https'",
    "  const { createTransport } = await import('nodemailer')",
    'await fetch(url)',
  ]
  for (const way of ways) assert.match(way, signs.network)
  assert.match("const { spawn } = await import('node:child_process')", signs.programs)
  assert.doesNotMatch("import type { Transporter } from 'nodemailer'", signs.network)
})

test('no file but these starts other programs', () => {
  assert.deepEqual(callersOf(signs.programs), callers.programs)
})

test('no program is started through a shell, and no text is run as a program', () => {
  for (const { path, text } of readSources(projectRoot)) {
    if (!path.startsWith('platform/src/') && !path.startsWith('libraries/')) continue
    if (isTest(path)) continue
    assert.doesNotMatch(text, /\bexec(?:Sync)?\([`'"]|shell: true|\beval\(|new Function\(|node:vm/, path)
  }
})

test('no hash but SHA-256 is taken, no cipher, and no chance that could be guessed', () => {
  for (const { path, text } of readSources(projectRoot)) {
    if (!path.startsWith('platform/src/') || isTest(path)) continue
    for (const [, name] of text.matchAll(/\b(?:createHash|createHmac|hash)\('([\w-]+)'/g))
      assert.equal(name, 'sha256', path)
    assert.doesNotMatch(text, /Math\.random\(|pseudoRandomBytes|createCipher|createDecipher/, path)
  }
})
