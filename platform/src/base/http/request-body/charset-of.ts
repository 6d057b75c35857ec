// SPDX-License-Identifier: AGPL-3.0-or-later

/** The encoding a content-type declares. */
export function charsetOf(contentType = ''): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(contentType)?.[1]
}
