// SPDX-License-Identifier: AGPL-3.0-or-later
// What acts are called on screen. The log keeps their names, which never change; the words may.
import file from './acts.json' with { type: 'json' }

type Words = Readonly<Record<'it' | 'en', string>>

const { areas, acts, subjects } = file as Readonly<Record<keyof typeof file, Readonly<Record<string, Words>>>>

/** 'member.invite' → "Persona invitata"; one nobody has words for is called by its name. */
export function actWords(act: string, language: 'it' | 'en'): string {
  return acts[act]?.[language] ?? act
}

export interface ActArea {
  /** 'member.': what its acts begin with. */
  readonly start: string
  readonly words: string
  readonly acts: readonly { readonly act: string; readonly words: string }[]
}

/** Every act there is, by what it is about. */
export function actAreas(language: 'it' | 'en'): ActArea[] {
  return Object.entries(areas).map(([area, words]) => ({
    start: `${area}.`,
    words: words[language],
    acts: Object.keys(acts)
      .filter((act) => act.startsWith(`${area}.`))
      .map((act) => ({ act, words: actWords(act, language) })),
  }))
}

/** 'service inps-assegno-unico' → "servizio inps-assegno-unico". */
export function subjectWords(subject: string, language: 'it' | 'en'): string {
  const [kind = '', ...rest] = subject.split(' ')
  return [subjects[kind]?.[language] ?? kind, ...rest].join(' ')
}
