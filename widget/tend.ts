// SPDX-License-Identifier: BSD-3-Clause
// One place on the page. What the page does to it is its own business: moved or emptied, the component comes back with
// everything that was said; copied, the copy asks for itself; without our server, the link that stands there stays.
import { configurationOf } from './configuration.ts'
import { offer } from './offer.ts'
import { pageOf } from './server.ts'

interface Place {
  readonly code: string
  component?: HTMLElement | undefined
  returns: number
}

/** On the element itself, so that a copy of it is a new place and a second copy of this script finds it taken. */
const mark = Symbol.for('ascolto')
type Marked = HTMLElement & { [mark]?: Place }

/** A page that takes the component away each time is stronger. */
const mostReturns = 20

export function tend(element: Marked): void {
  const code = (element.dataset['ascolto'] || '').trim()
  const place = element[mark]
  if (place === undefined || place.code !== code) void settle(element, code)
  else if (place.component && place.component.parentNode !== element && place.returns++ < mostReturns)
    element.replaceChildren(place.component)
}

async function settle(element: Marked, code: string): Promise<void> {
  const place: Place = (element[mark] = { code, returns: 0 })
  try {
    const said = element.closest('[lang]')
    const configuration = await configurationOf(code, (said && said.getAttribute('lang')) || 'it')
    if (element[mark] !== place) return
    place.component = offer(element, code, configuration)
    if (place.component) element.replaceChildren(place.component)
    else element.hidden = true
  } catch (problem) {
    // Suspended, or over: nothing is asked here now.
    if (problem === 409 || problem === 410) element.hidden = true
    else if (element.querySelector('a') === null) element.append(link(code))
  }
}

/** For who pasted the place without its link. */
function link(code: string): HTMLElement {
  const made = document.createElement('a')
  made.href = pageOf(code)
  made.textContent = 'Raccontaci com’è andata'
  return made
}
