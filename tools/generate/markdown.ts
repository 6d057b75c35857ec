// SPDX-License-Identifier: AGPL-3.0-or-later
// The form all generated reference pages share: licence, title, where the page comes from, then its parts.

/** A whole page. @param origin what it is made from, from the root of the checkout. */
export function page(title: string, origin: string, parts: readonly string[]): string {
  const opening = [
    '<!-- SPDX-License-Identifier: CC-BY-4.0 -->',
    `# ${title}`,
    `Generated from ${origin}; do not edit by hand: \`./ascolto check --fix\` writes it.`,
  ]
  return `${[...opening, ...parts].join('\n\n')}\n`
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

export function code(text: string): string {
  return `\`${text}\``
}

export function shell(lines: readonly string[]): string {
  return ['```sh', ...lines, '```'].join('\n')
}
