// SPDX-License-Identifier: BSD-3-Clause
// Elements made by script alone: pages that demand Trusted Types accept nothing else.

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const attribute in attributes) made.setAttribute(attribute, attributes[attribute]!)
  made.append(...children)
  return made
}

let made = 0

/** No other element of the page has it. */
export const newId = (): string => `ascolto-${++made}`

export function show(part: HTMLElement, visible: boolean): void {
  part.hidden = !visible
}

/** The attribute keeps a field of ours out of a form the page may have around us. */
export const ownField = { form: '' }
