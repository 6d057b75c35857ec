// SPDX-License-Identifier: BSD-3-Clause
// Whether this page asks, and in which form: in the page (the component that the rules for sites ask for), at the end of a
// procedure (one in so many, drawn anew in each page because nothing is remembered), or behind a button.
import type { Configuration, Outcome } from './configuration.ts'
import { drawComponent } from './draw/component.ts'
import { element } from './draw/element.ts'
import { createTally } from './tally.ts'

type Happening = 'offered' | 'opened' | 'answered' | 'completed'

const outcomes: Readonly<Record<string, Outcome>> = { conclusa: 'finished', abbandonata: 'abandoned' }

/** @returns what to show at the place; undefined when this page was not drawn. */
export function offer(place: HTMLElement, code: string, given: Configuration): HTMLElement | undefined {
  const ended = outcomes[place.dataset['ascoltoEsito'] ?? '']
  const configuration = { ...given, ended }
  const tally = createTally(code, ended)
  tally('eligible')
  // Only where people are invited this can be more than one.
  if (Math.random() * configuration.oneIn >= 1) return undefined

  const emit = (happening: Happening): void => {
    // Who opens a question has seen it, also when the browser says so later.
    if (happening === 'opened') emit('offered')
    if (happening === 'offered' || happening === 'opened') if (!tally(happening)) return
    place.dispatchEvent(new CustomEvent(`ascolto:${happening}`, { bubbles: true, detail: { code } }))
  }
  // Whoever presses a button has not been invited: there the question stands open.
  const discreet = place.dataset['ascoltoMode'] === 'discreto' && !configuration.invited
  const component = drawComponent(code, configuration, { emit, marked: !discreet })
  const shown = discreet ? behindButton(component, configuration) : component
  for (const sign of ['focusin', 'click']) component.addEventListener(sign, () => emit('opened'), { once: true })
  whenSeen(shown.querySelector('h2,button')!, () => emit('offered'))
  return shown
}

function behindButton(component: HTMLElement, { words, language }: Configuration): HTMLElement {
  const button = element('button', { type: 'button', class: 'btn btn-outline-primary', lang: language }, words['open']!)
  const shown = element('div', { class: 'ascolto-open' }, button)
  button.addEventListener('click', () => {
    button.replaceWith(component)
    component.querySelector('h2')!.focus()
  })
  return shown
}

function whenSeen(part: Element, seen: () => void): void {
  const watch = (entries: IntersectionObserverEntry[]): void => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return
    observer.disconnect()
    seen()
  }
  const observer = new IntersectionObserver(watch, { threshold: 0.5 })
  observer.observe(part)
}
