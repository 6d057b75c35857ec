// SPDX-License-Identifier: AGPL-3.0-or-later
// Which style rules our pages can use. Tags and class attributes are read where pages are written, in html templates; a
// class that is chosen elsewhere (`const tone = 'badge-warm'`) is found by the hyphen in it. So a class of one word must
// stand in a class attribute.

export interface Names {
  readonly tags: string[]
  readonly classes: string[]
}

const tag = /<([a-z][a-z0-9]*)\b/g
const word = /-?[A-Za-z_][\w-]*/g
const hyphenated = /\b[a-z]+(?:-[a-z0-9]+)+\b/g

/** @param source a TypeScript file. */
export function readNames(source: string): Names {
  const attributes = Array.from(source.matchAll(/\bclass="/g), ({ index }) => attributeAt(source, index + 7))
  return {
    tags: Array.from(source.matchAll(tag), ([, name = '']) => name),
    classes: [...attributes.flatMap((value) => value.match(word) ?? []), ...(source.match(hyphenated) ?? [])],
  }
}

/** The attribute's value with the code inside its `${…}`, where quotes do not end it. */
function attributeAt(source: string, start: number): string {
  let depth = 0
  for (let at = start; at < source.length; at++) {
    const character = source[at]
    if (character === '{') depth++
    else if (character === '}') depth--
    else if (character === '"' && depth === 0) return source.slice(start, at)
  }
  return source.slice(start)
}
