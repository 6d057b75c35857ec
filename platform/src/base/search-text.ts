// SPDX-License-Identifier: AGPL-3.0-or-later
// One form for what is searched and what is searched for: «Città» finds «citta'» and the other way round.

/** Lower case, without accents, words parted by single spaces. */
export function searchText(...texts: (string | null)[]): string {
  return texts
    .join(' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
