// SPDX-License-Identifier: BSD-3-Clause
// The question on a body's own page: for every <div data-ascolto="CODE"> there is or ever will be. It leaves no cookie, no
// storage and no global name behind, and works where the page allows neither inline style nor inline script.
import { tend } from './tend.ts'
import { wear } from './wear.ts'

function start(): void {
  wear()
  const tendAll = (): void => document.querySelectorAll<HTMLElement>('[data-ascolto]').forEach(tend)
  // Pages are built, moved and rebuilt by scripts: whatever they do to the place, the question is there again.
  new MutationObserver(tendAll).observe(document, { childList: true, subtree: true, attributeFilter: ['data-ascolto'] })
  tendAll()
}

// A page that the browser prepares before anybody asked for it asks nothing.
if ((document as { prerendering?: boolean }).prerendering)
  document.addEventListener('prerenderingchange', start, { once: true })
else start()
