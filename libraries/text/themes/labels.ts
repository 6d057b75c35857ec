// SPDX-License-Identifier: AGPL-3.0-or-later
// What sets a group of texts apart from the others, as words: class-based TF-IDF, f(t, c) / |c| · ln(1 + A / f(t)), A the mean number of words of a
// group. Use to label groups however they were made. Source: Grootendorst (2022), BERTopic. Ties by alphabet.

/** @param groups how often each stem stands in each group. @param most stems of a label. @returns for each group its stems, best first. */
export function distinctive(groups: readonly ReadonlyMap<string, number>[], most: number): string[][] {
  const totals = new Map<string, number>()
  const sizes = groups.map((counts) => {
    let size = 0
    for (const [stem, count] of counts) {
      size += count
      totals.set(stem, (totals.get(stem) ?? 0) + count)
    }
    return size
  })
  const mean = sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, groups.length)
  return groups.map((counts, group) =>
    [...counts]
      .map(([stem, count]): [string, number] => [
        stem,
        (count / sizes[group]!) * Math.log(1 + mean / totals.get(stem)!),
      ])
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .slice(0, most)
      .map(([stem]) => stem),
  )
}
