// SPDX-License-Identifier: AGPL-3.0-or-later
// A bar for long work.
const width = 30

/** 'Risposte  ██████░░░░  60 % (1.200 di 2.000)' */
export function bar(label: string, done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total)
  const full = Math.round(share * width)
  const figures = [done, total].map((value) => value.toLocaleString('it-IT')).join(' di ')
  return `${label}  ${'█'.repeat(full)}${'░'.repeat(width - full)}  ${Math.floor(share * 100)} % (${figures})`
}
