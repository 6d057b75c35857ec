// SPDX-License-Identifier: AGPL-3.0-or-later
// The only way pages are written. Everything put into a template is escaped unless it is Html already, so text from
// outside can never become markup. Attributes must be quoted in the template.

export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

export type HtmlValue = Html | string | number | boolean | null | undefined | readonly HtmlValue[]

const special = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f]/g
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** The text with the five special characters as entities and control characters, which HTML forbids, left out. */
export function escape(text: string): string {
  return text.replace(special, (character) => entities[character] ?? '')
}

function render(value: HtmlValue): string {
  if (value instanceof Html) return value.text
  if (typeof value === 'string') return escape(value)
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map(render).join('')
  return ''
}

/** html`<p>${text}</p>`: strings are escaped, Html kept, arrays joined; null, undefined, true and false give nothing. */
export function html(parts: TemplateStringsArray, ...values: HtmlValue[]): Html {
  let text = parts[0] ?? ''
  for (let index = 0; index < values.length; index++) text += render(values[index]) + (parts[index + 1] ?? '')
  return new Html(text)
}

/** Markup that our own code or a file of ours has made. Never for text from outside. */
export function raw(text: string): Html {
  return new Html(text)
}
