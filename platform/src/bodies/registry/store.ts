// SPDX-License-Identifier: AGPL-3.0-or-later
// Brings a registry file beside the bodies that are known and writes the difference, in one transaction of the caller.
import type { Sql, Transaction } from '../../base/database/index.ts'
import type { RegistryBody, Region, RejectedRow } from './read-registry.ts'

/** One import at a time; the file's rows wait in a table of this transaction. */
export async function openComparison(transaction: Transaction): Promise<void> {
  await transaction`select pg_advisory_xact_lock(hashtext('bodies.registry'))`
  await transaction`
    create temporary table incoming (
      ipa_code text primary key, name text, sort_name text, acronym text, fiscal_code text, typology text,
      category_code text, comune_name text, cadastral_code text, province_abbreviation text, region_code text,
      postal_code text, address text, website text, pec text[], closed boolean
    ) on commit drop`
  await transaction`create temporary table refused (ipa_code text primary key) on commit drop`
}

export async function readRegions(db: Sql): Promise<Region[]> {
  return await db<Region[]>`select code, name from bodies.region`
}

export async function addIncoming(transaction: Transaction, bodies: readonly RegistryBody[]): Promise<void> {
  const rows = bodies.map((body) => ({
    ipa_code: body.ipaCode,
    name: body.name,
    sort_name: body.sortName,
    acronym: body.acronym,
    fiscal_code: body.fiscalCode,
    typology: body.typology,
    category_code: body.categoryCode,
    comune_name: body.comuneName,
    cadastral_code: body.cadastralCode,
    province_abbreviation: body.provinceAbbreviation,
    region_code: body.regionCode,
    postal_code: body.postalCode,
    address: body.address,
    website: body.website,
    pec: body.pec,
    closed: body.closed,
  }))
  await transaction`
    insert into incoming select * from jsonb_populate_recordset(null::incoming, ${transaction.json(rows as never)})`
}

/**
 * Bodies whose row was refused: the file names them all the same. In a row of another length a cell may stand in a
 * foreign column, so there only the code of a known body is one.
 * @returns how many rows say of nobody that they are theirs.
 */
export async function keepRefused(transaction: Transaction, rejected: readonly RejectedRow[]): Promise<number> {
  const codes = rejected.flatMap(({ ipaCode }) => ipaCode ?? [])
  const doubtful = rejected.flatMap(({ ipaCode, misaligned }) => (misaligned && ipaCode !== undefined ? [ipaCode] : []))
  await transaction`insert into refused select distinct unnest(${codes}::text[])`
  const [row] = await transaction<{ strangers: number }[]>`
    select count(*) as strangers from unnest(${doubtful}::text[]) as code
    where not exists (select from bodies.body where ipa_code = code)`
  return rejected.length - codes.length + row!.strangers
}

export async function startImport(
  transaction: Transaction,
  { fileName, layout, day }: { fileName: string; layout: string; day: string },
): Promise<number> {
  await transaction`analyze incoming`
  const [row] = await transaction<{ id: number }[]>`
    insert into bodies.registry_import (file_name, layout, day, counts)
    values (${fileName}, ${layout}, ${day}, '{}') returning id`
  return row!.id
}

/** Active bodies this file does not name, and all active ones: what a cut file would close. */
export async function countMissing(transaction: Transaction): Promise<{ missing: number; active: number }> {
  const [row] = await transaction<{ missing: number; active: number }[]>`
    select count(*) filter (where not exists (select from incoming where incoming.ipa_code = body.ipa_code)
                              and not exists (select from refused where refused.ipa_code = body.ipa_code)) as missing,
           count(*) as active
    from bodies.body where body.state = 'active' and not body.demo`
  return row!
}

/** What the comuni table or an earlier file knew of the seat is kept when this file says nothing of it. */
export async function writeChanges(transaction: Transaction, importId: number): Promise<void> {
  await transaction`
    with compared as (
      select body.id, to_jsonb(body) as before, incoming.*,
             body.name is distinct from incoming.name as renamed,
             body.state = 'closed' and not incoming.closed as reopened,
             body.state = 'active' and incoming.closed as closing,
             (body.acronym, body.fiscal_code, body.typology, body.category_code, body.postal_code, body.address,
              body.website, body.pec) is distinct from
             (incoming.acronym, incoming.fiscal_code, incoming.typology, incoming.category_code, incoming.postal_code,
              incoming.address, incoming.website, incoming.pec)
             or coalesce(incoming.comune_name <> body.comune_name, false)
             or coalesce(incoming.cadastral_code <> body.cadastral_code, false) as changed
      from bodies.body join incoming using (ipa_code)
    ), history as (
      insert into bodies.body_history (body_id, import_id, change, before, after)
      select id, ${importId}, change, before, to_jsonb(compared) - 'before' - 'id' - 'renamed' - 'reopened' - 'closing' - 'changed'
      from compared
      cross join lateral (values ('renamed', renamed), ('reopened', reopened), ('closed', closing), ('changed', changed))
        as kinds (change, is_so)
      where is_so
    )
    update bodies.body set
      name = new.name, sort_name = new.sort_name, acronym = new.acronym, fiscal_code = new.fiscal_code,
      typology = new.typology, category_code = new.category_code, postal_code = new.postal_code,
      address = new.address, website = new.website, pec = new.pec, import_id = ${importId},
      comune_name = case when new.cadastral_code <> body.cadastral_code then new.comune_name
                         else coalesce(new.comune_name, body.comune_name) end,
      province_abbreviation = coalesce(new.province_abbreviation, body.province_abbreviation),
      region_code = coalesce(new.region_code, body.region_code),
      cadastral_code = case when new.comune_name <> body.comune_name then new.cadastral_code
                            else coalesce(new.cadastral_code, body.cadastral_code) end,
      comune_istat_code = case when new.cadastral_code <> body.cadastral_code or new.comune_name <> body.comune_name
                               then null else body.comune_istat_code end,
      state = case when new.closed then 'closed' else 'active' end,
      closed_on = case when new.closed then coalesce(body.closed_on, (select day from bodies.registry_import where id = ${importId})) end
    from compared as new
    where body.id = new.id and (new.renamed or new.changed or new.reopened or new.closing)`
}

/** @param demo whether the new bodies belong to a demonstration. */
export async function writeNew(transaction: Transaction, importId: number, demo: boolean): Promise<void> {
  await transaction`
    with made as (
      insert into bodies.body (ipa_code, name, sort_name, acronym, fiscal_code, typology, category_code, comune_name,
        cadastral_code, province_abbreviation, region_code, postal_code, address, website, pec, state, closed_on, demo, import_id)
      select ipa_code, name, sort_name, acronym, fiscal_code, typology, category_code, comune_name, cadastral_code,
             province_abbreviation, region_code, postal_code, address, website, coalesce(pec, '{}'),
             case when closed then 'closed' else 'active' end,
             case when closed then (select day from bodies.registry_import where id = ${importId}) end, ${demo}, ${importId}
      from incoming where not exists (select from bodies.body where body.ipa_code = incoming.ipa_code)
      order by ipa_code
      returning id, name
    )
    insert into bodies.body_history (body_id, import_id, change, after)
    select id, ${importId}, 'new', jsonb_build_object('name', name) from made`
}

/** Bodies the file no longer names. One whose fiscal code another body of the file now bears was merged into it. */
export async function closeMissing(transaction: Transaction, importId: number): Promise<void> {
  await transaction`
    with gone as (
      update bodies.body set state = 'closed', import_id = ${importId},
                             closed_on = (select day from bodies.registry_import where id = ${importId})
      where state = 'active' and not demo and not exists (select from incoming where incoming.ipa_code = body.ipa_code)
        and not exists (select from refused where refused.ipa_code = body.ipa_code)
      returning id, name, fiscal_code
    )
    insert into bodies.body_history (body_id, import_id, change, before, after)
    select gone.id, ${importId}, case when heir.ipa_code is null then 'closed' else 'merged' end,
           jsonb_build_object('name', gone.name, 'state', 'active'),
           jsonb_build_object('state', 'closed', 'into', heir.ipa_code)
    from gone
    left join lateral (select ipa_code from incoming where incoming.fiscal_code = gone.fiscal_code order by ipa_code limit 1)
      as heir on true`
}

export type ChangeCounts = Record<'new' | 'renamed' | 'changed' | 'closed' | 'reopened' | 'merged', number>

/** Counts what this import changed and writes it down. */
export async function finishImport(transaction: Transaction, importId: number): Promise<ChangeCounts> {
  const rows = await transaction<{ change: keyof ChangeCounts; bodies: number }[]>`
    select change, count(*) as bodies from bodies.body_history where import_id = ${importId} group by change`
  const counts: ChangeCounts = { new: 0, renamed: 0, changed: 0, closed: 0, reopened: 0, merged: 0 }
  for (const { change, bodies } of rows) counts[change] = bodies
  await transaction`
    update bodies.registry_import set counts = ${transaction.json(counts)} where id = ${importId}`
  return counts
}
