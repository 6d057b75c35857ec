// SPDX-License-Identifier: AGPL-3.0-or-later
// Tells code from text in a TypeScript file, so that a word in a comment or in a string is not taken for an import or a
// call. Comments, strings, templates and regular expressions are all it has to know, so it reads the whole tree in a
// tenth of a second and depends on no compiler's inside. Positions and lines stay those of the file.

export interface Masked {
  /** Code alone: comments and the inside of strings, templates and regular expressions are blank. */
  readonly code: string
  /** Everything but comments: here stands the SQL. */
  readonly text: string
}

/** What may stand before a slash that opens a regular expression; after a value the slash divides. */
const beforeExpression = /(?:^|[(,=:[!&|?{};+*%<>~^-]|\b(?:return|typeof|case|in|of|await|yield))\s*$/

export function mask(source: string): Masked {
  const code = [...source.split('')]
  const text = [...code]
  let at = 0

  const blank = (out: string[], from: number, to: number): void => {
    for (let index = from; index < to; index++) if (out[index] !== '\n') out[index] = ' '
  }
  const comment = (end: number, closing = 0): void => {
    const stop = end === -1 ? source.length : end + closing
    blank(code, at, stop)
    blank(text, at, stop)
    at = stop
  }
  /** From the opening quote to past the closing one. */
  const string = (quote: string): void => {
    const start = ++at
    while (at < source.length && source[at] !== quote && source[at] !== '\n') at += source[at] === '\\' ? 2 : 1
    blank(code, start, at++)
  }
  const expression = (): void => {
    const start = ++at
    let inClass = false
    while (at < source.length && source[at] !== '\n' && (inClass || source[at] !== '/')) {
      if (source[at] === '[') inClass = true
      if (source[at] === ']') inClass = false
      at += source[at] === '\\' ? 2 : 1
    }
    blank(code, start, at)
    blank(text, start, at++)
  }
  const template = (): void => {
    let start = ++at
    while (at < source.length && source[at] !== '`') {
      if (source.startsWith('${', at)) {
        blank(code, start, at)
        at += 2
        block()
        start = at
      } else at += source[at] === '\\' ? 2 : 1
    }
    blank(code, start, at++)
  }
  /** Code up to the closing brace that matches, or to the end of the file. */
  const block = (): void => {
    for (let depth = 0; at < source.length;) {
      const character = source[at]
      if (source.startsWith('//', at)) comment(source.indexOf('\n', at))
      else if (source.startsWith('/*', at)) comment(source.indexOf('*/', at + 2), 2)
      else if (character === '"' || character === "'") string(character)
      else if (character === '`') template()
      else if (character === '/' && beforeExpression.test(source.slice(Math.max(0, at - 40), at))) expression()
      else {
        at++
        if (character === '{') depth++
        if (character === '}' && depth-- === 0) return
      }
    }
  }
  while (at < source.length) block()
  return { code: code.join(''), text: text.join('') }
}
