// SPDX-License-Identifier: AGPL-3.0-or-later
// How fast remarks are redacted, coded and compared, and whether the time grows with their number and their length alone: the exponent is
// the slope of log time on log size. Time is that of the processor, so that neighbours on the machine do not count.
import corpus from '../../libraries/text/redaction-corpus.json' with { type: 'json' }
import { codebook, findThemes, nearDuplicates, redact } from '../../libraries/text/index.ts'
import { atLeast, atMost, type Figure } from '../figures.ts'
import { secondsOf, slope } from './timing.ts'

export interface TextSize {
  /** Remarks of the largest run; the others are a quarter and a sixteenth of it. */
  readonly texts: number
}

export function textFigures(size: TextSize): Figure[] {
  const remarks = remarksOf(size.texts)
  const unknown = remarks.map((_, index) => unknownTo(index))
  return [
    ...figuresOf('redazione', remarks, (texts) => texts.forEach((text) => redact(text)), 20_000),
    ...figuresOf('temi', remarks, (texts) => findThemes(texts), 5000),
    ...figuresOf('temi di testi fuori dal libro dei codici', unknown, (texts) => findThemes(texts), 5000),
    ...figuresOf('doppioni', remarks, (texts) => nearDuplicates(texts)),
    longText('redazione di un testo ostile', (text) => redact(text)),
    // So quick that only longer texts can be told apart.
    longText('temi di un testo ostile', (text) => findThemes([text]), 16_000_000),
  ]
}

function figuresOf(name: string, texts: readonly string[], run: (some: string[]) => void, bar?: number): Figure[] {
  const sizes = [16, 4, 1].map((part) => Math.max(1, Math.floor(texts.length / part)))
  run(texts.slice(0, sizes[0]))
  const seconds = sizes.map((size) => secondsOf(() => run(texts.slice(0, size))))
  return [
    {
      name,
      value: sizes[2]! / seconds[2]!,
      unit: 'testi/s',
      ...(bar === undefined ? {} : { bar: atLeast(bar) }),
    },
    {
      name: `${name}, esponente`,
      value: slope(sizes, seconds),
      unit: '',
      ...(bar === undefined ? {} : { bar: atMost(1.15) }),
    },
  ]
}

/** What once took the square of its length: blanks, figures, words that lead to a name, invisible characters. */
function longText(name: string, run: (text: string) => void, largest = 1_000_000): Figure {
  const sizes = [largest / 16, largest / 4, largest]
  const seeds = ['1 ', '3 ', 'IT60 ', '\u00ad1', '\u00a0', 'sig. a ', 'a chiocciola ', 'non ', 'e\u0301']
  const textOf = (size: number): string =>
    seeds.map((seed) => seed.repeat(Math.ceil(size / seeds.length / seed.length))).join(' ')
  run(textOf(sizes[0]!))
  const seconds = sizes.map((size) => secondsOf(() => run(textOf(size))))
  const baseline = { name: 'secondi per 1 MB', value: (seconds[2]! / largest) * 1e6 }
  return { name: `${name}, esponente`, value: slope(sizes, seconds), unit: '', baseline, bar: atMost(1.15) }
}

/** Two or three sentences each, some with personal data: 120 characters in the mean, none twice. */
function remarksOf(count: number): string[] {
  const sentences = [...codebook.themes.flatMap(({ examples }) => examples), ...corpus.ordinary]
  const personal = corpus.personal.map(({ text }) => text)
  return Array.from({ length: count }, (_, index) => {
    const parts = [
      sentences[(index * 7) % sentences.length]!,
      sentences[(index * 31 + 5) % sentences.length]!,
      `Voto ${index}`,
    ]
    if (index % 4 === 0) parts.push(personal[(index / 4) % personal.length]!)
    else parts.push(sentences[(index * 13 + 2) % sentences.length]!)
    return parts.join('. ')
  })
}

const things = [
  'erba',
  'giardino',
  'rifiuti',
  'strada',
  'autobus',
  'notte',
  'scuola',
  'mensa',
  'piscina',
  'biblioteca',
  'lampioni',
  'marciapiede',
  'rumore',
  'cani',
  'fontana',
  'mercato',
  'bosco',
  'neve',
  'ponte',
  'semaforo',
]

function unknownTo(index: number): string {
  const thing = (factor: number): string => things[(index * factor + Math.floor(index / 7)) % things.length]!
  return `${thing(3)} e ${thing(7)} vicino a ${thing(11)} dietro ${thing(1)} zona ${index % 97} angolo ${thing(17)} bordo ${thing(13)}`
}
