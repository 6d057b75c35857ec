// SPDX-License-Identifier: BSD-3-Clause
// How often the question could be asked, was seen, was opened: each at most once in a page, told in one go when the page is
// left. Answers are counted where they are stored, not here. A message that is lost or comes twice is not noticed: these are
// counts of views, without anything that could tell one page from another.
import type { Outcome } from './configuration.ts'
import { pageOf, plain } from './server.ts'

type What = 'eligible' | 'offered' | 'opened'

interface Untold {
  readonly url: string
  readonly counts: Partial<Record<What, 1>> & { outcome: Outcome }
}

let untold: Untold[] = []

/** @returns a function that says whether this happens for the first time, and remembers it until the page is left. */
export function createTally(code: string, outcome: Outcome): (what: What) => boolean {
  const happened = new Set<What>()
  let counts: Untold['counts'] | undefined
  return (what) => {
    if (happened.has(what)) return false
    happened.add(what)
    if (!untold.some((message) => message.counts === counts))
      untold.push({ url: `${pageOf(code)}/conta`, counts: (counts = { outcome }) })
    counts![what] = 1
    return true
  }
}

function tell(): void {
  for (const { url, counts } of untold) send(url, JSON.stringify(counts))
  untold = []
}

/** A beacon names no origin on pages that send no referrer, so the server could not tell whose page it is: fetch does. */
function send(url: string, body: string): void {
  if ('keepalive' in Request.prototype) fetch(url, { ...plain, method: 'POST', body, keepalive: true }).catch(() => {})
  else navigator.sendBeacon(url, body)
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') tell()
})
addEventListener('pagehide', tell)
