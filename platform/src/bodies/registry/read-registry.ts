// SPDX-License-Identifier: AGPL-3.0-or-later
// From a row of IndicePA, in either of its layouts, to a body. Codes are compared in small letters; names of people and
// mails that are not certified stay in the file. A comune's code is c_ and its cadastral code.
import { searchText } from '../../base/search-text.ts'
import { visibleLine } from '../../base/visible-text.ts'
import type { TableRow } from '../../base/table/read-table.ts'
import { categoryOfTypology } from '../vocabularies/index.ts'
import layouts from './layouts.json' with { type: 'json' }

export interface RegistryBody {
  readonly ipaCode: string
  readonly name: string
  readonly sortName: string
  readonly acronym: string | null
  readonly fiscalCode: string | null
  readonly typology: string | null
  readonly categoryCode: string | null
  readonly comuneName: string | null
  readonly cadastralCode: string | null
  readonly provinceAbbreviation: string | null
  readonly regionCode: string | null
  readonly postalCode: string | null
  readonly address: string | null
  readonly website: string | null
  readonly pec: readonly string[]
  /** In liquidation, says the file. */
  readonly closed: boolean
}

export interface RejectedRow {
  readonly line: number
  /** Italian. */
  readonly reason: string
  /** The body it speaks of, when that can be read: refused is not gone. */
  readonly ipaCode?: string
  /** It has more or fewer cells than the header: what stands in a column may belong into another. */
  readonly misaligned?: boolean
}

export interface Layout {
  readonly name: string
  readonly columns: Readonly<Record<string, string>>
}

/** The layout these headers belong to. */
export function layoutOf(headers: readonly string[]): Layout | undefined {
  const has = new Set(headers.map((header) => header.toLowerCase()))
  return layouts.find(({ columns }) => [columns.ipaCode, columns.name].every((column) => has.has(column.toLowerCase())))
}

export interface Region {
  readonly code: string
  readonly name: string
}

export type ReadRow = (row: TableRow) => RegistryBody | RejectedRow

/** @param regions as the database knows them; a region of the file is found however it writes hyphens and accents. */
export function registryReader({ columns }: Layout, regions: readonly Region[]): ReadRow {
  const regionCode = regionFinder(regions)
  return (row) => {
    const cell = cellsOf(row)
    const text = (field: string): string | null => cell(columns[field] ?? '')
    const name = text('name')
    const ipaCode = text('ipaCode')?.toLowerCase() ?? null
    const reason = row.fault ?? faultOf(ipaCode, name)
    if (reason !== null)
      return {
        line: row.line,
        reason,
        ...(ipaCode !== null && isCode(ipaCode) && { ipaCode }),
        ...(row.fault !== null && { misaligned: true }),
      }
    const typology = text('typology')
    return {
      ipaCode: ipaCode!,
      name: name!,
      sortName: searchText(name!),
      acronym: text('acronym'),
      fiscalCode: text('fiscalCode'),
      typology,
      categoryCode: text('categoryCode') ?? categoryOfTypology.get(typology ?? '') ?? null,
      comuneName: text('comuneName'),
      cadastralCode: (text('cadastralCode') ?? ownCadastralCode(ipaCode!, typology))?.toUpperCase() ?? null,
      provinceAbbreviation: text('provinceAbbreviation')?.toUpperCase() ?? null,
      regionCode: regionCode(text('region')),
      postalCode: text('postalCode'),
      address: text('address'),
      website: text('website'),
      pec: [1, 2, 3, 4, 5].flatMap((index) =>
        cell(`tipo_mail${index}`)?.toLowerCase() === 'pec' ? (cell(`mail${index}`)?.toLowerCase() ?? []) : [],
      ),
      closed: text('closed')?.toUpperCase() === 'S',
    }
  }
}

/** A cell by header, whatever its capital letters; empty and the literal "null" are nothing. */
function cellsOf({ cells }: TableRow): (header: string) => string | null {
  const lower = new Map(Object.entries(cells).map(([header, value]) => [header.toLowerCase(), value]))
  return (header) => {
    const value = visibleLine(lower.get(header.toLowerCase()) ?? '')
    return value === '' || value.toLowerCase() === 'null' ? null : value
  }
}

function faultOf(ipaCode: string | null, name: string | null): string | null {
  if (ipaCode === null) return 'manca il codice IPA'
  if (!isCode(ipaCode)) return `codice IPA non valido: ${ipaCode.slice(0, 40)}`
  if (name === null) return `manca la denominazione di ${ipaCode}`
  if (name.length > 1000) return `denominazione troppo lunga per ${ipaCode}`
  return null
}

function isCode(ipaCode: string): boolean {
  return /^[\w.-]{1,40}$/.test(ipaCode)
}

function ownCadastralCode(ipaCode: string, typology: string | null): string | null {
  return categoryOfTypology.get(typology ?? '') === 'L6' ? (/^c_([a-z]\d{3})$/.exec(ipaCode)?.[1] ?? null) : null
}

function regionFinder(regions: readonly Region[]): (name: string | null) => string | null {
  const known = regions.map(({ code, name }) => ({ code, words: searchText(name) }))
  const found = new Map<string | null, string | null>([[null, null]])
  return (name) => {
    const before = found.get(name)
    if (before !== undefined) return before
    const words = searchText(name)
    const code = known.find((region) => words.length > 4 && region.words.startsWith(words))?.code ?? null
    found.set(name, code)
    return code
  }
}
