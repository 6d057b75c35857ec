// SPDX-License-Identifier: AGPL-3.0-or-later
// Joins bodies to the ISTAT comune of their seat: by cadastral code, else by name and province. Runs after either file has
// come in, in whichever order. The registry's own spelling of the seat stays, so that the same file read again changes nothing.
import type { Transaction } from '../../base/database/index.ts'
import { searchText } from '../../base/search-text.ts'

interface Comune {
  readonly cadastralCode: string
  readonly name: string
  readonly provinceAbbreviation: string
}

interface Homeless {
  readonly id: number
  readonly comuneName: string
  readonly provinceAbbreviation: string
}

/** @returns how many bodies have a comune of ISTAT. */
export async function placeBodies(transaction: Transaction): Promise<number> {
  await findCadastralCodes(transaction)
  await transaction`
    update bodies.body set comune_istat_code = comune.istat_code, region_code = comune.region_code,
      comune_name = coalesce(body.comune_name, comune.name),
      province_abbreviation = coalesce(body.province_abbreviation, comune.province_abbreviation)
    from bodies.comune
    where comune.cadastral_code = body.cadastral_code and body.comune_istat_code is distinct from comune.istat_code`
  const [row] = await transaction<{ placed: number }[]>`
    select count(*) as placed from bodies.body where comune_istat_code is not null`
  return row!.placed
}

async function findCadastralCodes(transaction: Transaction): Promise<void> {
  const comuni = await transaction<Comune[]>`
    select cadastral_code as "cadastralCode", name, province_abbreviation as "provinceAbbreviation" from bodies.comune`
  if (comuni.length === 0) return
  const key = (name: string, province: string): string => `${searchText(name)}|${province}`
  const codes = new Map(comuni.map((comune) => [key(comune.name, comune.provinceAbbreviation), comune.cadastralCode]))
  const homeless = await transaction<Homeless[]>`
    select id, comune_name as "comuneName", province_abbreviation as "provinceAbbreviation" from bodies.body
    where cadastral_code is null and comune_name is not null and province_abbreviation is not null`
  const found = homeless.flatMap(({ id, comuneName, provinceAbbreviation }) => {
    const code = codes.get(key(comuneName, provinceAbbreviation))
    return code === undefined ? [] : [{ id, code }]
  })
  await transaction`
    update bodies.body set cadastral_code = found.code
    from unnest(${found.map(({ id }) => id)}::bigint[], ${found.map(({ code }) => code)}::text[]) as found (id, code)
    where body.id = found.id`
}
