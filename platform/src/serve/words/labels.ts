// SPDX-License-Identifier: AGPL-3.0-or-later
// What codes are called on screen.
import type { Flag, Quality, Stream } from '@ascolto/statistics'

export const kindNames: Readonly<Record<string, string>> = {
  dispositivo: 'Dispositivo',
  consultazione: 'Consultazione',
  assistenza: 'Assistenza',
  sito: 'Sito',
}

export const streamNames: Readonly<Record<Stream, string>> = {
  invited: 'Persone invitate',
  spontaneous: 'Risposte spontanee',
}

export const streamWords: Readonly<Record<Stream, string>> = {
  invited: 'Risponde chi ha appena usato il servizio ed è stato invitato a farlo: è il dato di riferimento.',
  spontaneous:
    'Risponde chi vuole, di sua iniziativa: utile per capire, ma chi è molto contento o molto scontento risponde di più.',
}

export const qualityNames: Readonly<Record<Quality, string>> = {
  A: 'Qualità A',
  B: 'Qualità B',
  C: 'Qualità C',
  indicativo: 'Indicativo',
  'non pubblicabile': 'Non pubblicabile',
}

/** In a column that is called quality already. */
export const qualityGrades: Readonly<Record<Quality, string>> = { ...qualityNames, A: 'A', B: 'B', C: 'C' }

/** Said of an estimate: "stima non ponderata". */
export const flagWords: Readonly<Record<Flag, string>> = {
  autoselezione: 'da risposte spontanee',
  convertito: 'convertita da un’altra scala',
  'non ponderato': 'non ponderata',
  'rottura di serie': 'non confrontabile con il periodo precedente',
  'stima da modello': 'ottenuta con un modello',
  'dati dimostrativi': 'dati dimostrativi',
  'totali parziali': 'fatta solo dove i totali ci sono',
  'totali contraddittori': 'con totali che si contraddicono',
}

const english: Readonly<Record<string, string>> = {
  dispositivo: 'Transactional',
  consultazione: 'Informational',
  assistenza: 'Assistance',
  sito: 'Site',
  invited: 'Invited people',
  spontaneous: 'Spontaneous answers',
}

/** The name of a kind of service, in the languages of the workspace. */
export function kindName(kind: string, language: 'it' | 'en'): string {
  return (language === 'en' ? english[kind] : kindNames[kind]) ?? kind
}

export function streamName(stream: Stream, language: 'it' | 'en'): string {
  return (language === 'en' ? english[stream] : streamNames[stream]) ?? stream
}
