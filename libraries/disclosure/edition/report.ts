// SPDX-License-Identifier: AGPL-3.0-or-later
// What was done and why, in words for whoever publishes, with codes for programs. Not for the public: that a row has fewer
// than ten answers is itself something to keep, so outside every hidden row shows the same words (notPublished).
import type { Finding, Verdict } from '../attack/audit.ts'
import { rules as inForce, type Rules } from '../method/rules.ts'
import type { Protection } from './protect.ts'
import type { Cause } from '../suppression/threshold.ts'

/** The one thing the public reads in place of a hidden row, whatever the cause. */
export const notPublished = 'Non pubblicato per riservatezza'

export interface Report {
  readonly code: 'accepted' | 'refused'
  readonly rows: number
  readonly hidden: number
  readonly byCause: Readonly<Partial<Record<Cause, number>>>
  readonly byVerdict: Readonly<Partial<Record<Verdict, number>>>
  /** In Italian, one sentence a line. */
  readonly lines: readonly string[]
}

/**
 * @param rows how many rows there are in all. @param nameOf how a row is called on screens.
 * @example report({ accepted: true, hidden: new Map([['a', 'small']]), audit: { findings: [], audited: 1 }, repairs: 0 }, 3).lines[0] // 'Si può pubblicare: 2 righe su 3 si vedono, 1 no.'
 */
export function report(
  { accepted, hidden, audit, repairs }: Protection,
  rows: number,
  nameOf: (cell: string) => string = (cell) => cell,
  rules: Rules = inForce,
): Report {
  const byCause = count([...hidden.values()])
  const byVerdict = count(audit.findings.map(({ verdict }) => verdict))
  const seen = rows - hidden.size
  const verdict = accepted
    ? `Si può pubblicare: ${plural(seen, 'riga', 'righe')} su ${whole(rows)} si vedono, ${whole(hidden.size)} no.`
    : `Non si può pubblicare: ${plural(audit.findings.length, 'valore resta ricavabile', 'valori restano ricavabili')} e non c'è altro da nascondere.`
  const causes = (Object.keys(reasons) as Cause[]).flatMap((cause) => {
    const times = byCause[cause]
    return times === undefined ? [] : [`${plural(times, 'riga nascosta', 'righe nascoste')} ${reasons[cause](rules)}.`]
  })
  const attack = `L'attacco ha provato a ricavare ${plural(audit.audited, 'valore', 'valori')} da tutto ciò che è pubblico${repairs === 0 ? '' : `; ${plural(repairs, 'correzione è stata necessaria', 'correzioni sono state necessarie')}`}.`
  return {
    code: accepted ? 'accepted' : 'refused',
    rows,
    hidden: hidden.size,
    byCause,
    byVerdict,
    lines: [verdict, ...causes, attack, ...audit.findings.map((finding) => describe(finding, nameOf))],
  }
}

const reasons: Readonly<Record<Cause, (rules: Rules) => string>> = {
  small: ({ scoresNotShownBelow, bareCountNotShownBelow }) =>
    `con troppo poche risposte (meno di ${scoresNotShownBelow}, o di ${bareCountNotShownBelow} dove si vede solo quante sono)`,
  alike: ({ alikeNotShownBelow }) => `con meno di ${alikeNotShownBelow} risposte, tutte uguali tranne al più una`,
  earlier: () => 'per proteggere risposte che erano poche in un’edizione precedente',
  companion: () => 'come in un’edizione precedente',
  alone: () => 'perché un’altra, sola, si ricaverebbe per differenza',
  remainder: ({ remainder }) => `perché le altre nascoste, insieme, avrebbero meno di ${remainder} risposte`,
  repair: () => 'perché l’attacco riusciva ancora a restringere un valore',
}

function describe({ id, verdict, low, high, needed }: Finding, nameOf: (cell: string) => string): string {
  const at = id.lastIndexOf('#')
  const name = at < 0 ? nameOf(id) : `${nameOf(id.slice(0, at))}, risposta ${Number(id.slice(at + 1)) + 1}`
  if (verdict === 'pinned') return `«${name}» si ricava: è ${decimal(low)}.`
  if (verdict === 'remainder') {
    return `Di «${name}», tolte le parti pubblicate, restano ${decimal(low)} risposte: almeno ${decimal(needed)} ne servono.`
  }
  return `«${name}» sta fra ${decimal(low)} e ${decimal(high)}: l'intervallo deve essere largo almeno ${decimal(needed)}.`
}

function count<T extends string>(values: readonly T[]): Partial<Record<T, number>> {
  const counts: Partial<Record<T, number>> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

const whole = (value: number): string => value.toLocaleString('it-IT')
const decimal = (value: number): string => value.toLocaleString('it-IT', { maximumFractionDigits: 1 })
const plural = (times: number, one: string, many: string): string => `${whole(times)} ${times === 1 ? one : many}`
