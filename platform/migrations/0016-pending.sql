-- collect: answers of one group that belong to one cell of the cube wait for the fold as one row: a quarter of what a commit wrote was rows
-- that are deleted a second later. `codes` holds one array literal for each answer, with a blank between them. Processes of the
-- version before read and write it as it is: an array becomes its literal when it is stored, and they joined the literals the same way.
alter table collect.pending alter column codes type text using codes::text;

-- As the one of 0015, which processes that still run beside this migration call by the same name; one row for each cell.
create or replace function collect.take_new(
  taken_today date, service_ids bigint[], ids uuid[], days date[], fingerprints text[], sealed_expiries int[],
  touchpoint_ids bigint[], version_ids int[], source_ids int[], streams text[], channels text[], devices text[],
  user_kinds text[], languages text[], states text[], reasons text[], assurances text[], spends text[], code_lists text[],
  suggestions text[]
) returns boolean language plpgsql as $$
declare
  wanted int := cardinality(array_remove(spends, null));
  found_codes int;
begin
  if wanted > 0 then
    -- While the table is written anew its rows are away: what looks for them must look afterwards.
    lock table collect.unspent_code in row exclusive mode;
    with chosen as (
      select code.service_id, code.hash
      from collect.unspent_code code join collect.code_batch batch on batch.service_id = code.service_id and batch.id = code.batch_id
      where batch.revoked_on is null and (code.service_id, code.hash) in (
        select service_id, decode(hash, 'hex') from unnest(service_ids, spends) as s (service_id, hash) where hash is not null)
      order by code.service_id, code.hash for update of code
    )
    delete from collect.unspent_code code using chosen
    where code.service_id = chosen.service_id and code.hash = chosen.hash;
    get diagnostics found_codes = row_count;
    if found_codes < wanted then raise no_data_found; end if;
  end if;
  with submitted as materialized (
    select service_id, id, day, decode(fingerprint, 'hex') as fingerprint, sealed_expiry, touchpoint_id, version_id,
           source_id, stream, channel, device, user_kind, language, state, held_for, assurance, codes, suggestion
    from unnest(service_ids, ids, days, fingerprints, sealed_expiries, touchpoint_ids, version_ids, source_ids, streams,
                channels, devices, user_kinds, languages, states, reasons, assurances, code_lists, suggestions)
      as s (service_id, id, day, fingerprint, sealed_expiry, touchpoint_id, version_id, source_id, stream, channel, device,
            user_kind, language, state, held_for, assurance, codes, suggestion)
  ), receipts as (
    insert into collect.receipt (service_id, id, day, fingerprint, sealed_expiry, taken_on)
    select service_id, id, day, fingerprint, sealed_expiry, taken_today from submitted
  ), answers as (
    insert into collect.answer (service_id, day, id, touchpoint_id, version_id, source_id, stream, channel, device,
                                user_kind, language, state, held_for, assurance, codes, suggestion)
    select service_id, day, id, touchpoint_id, version_id, source_id, stream, channel, device,
           user_kind, language, state, held_for, assurance, codes::smallint[], suggestion
    from submitted
  )
  insert into collect.pending (service_id, day, version_id, source_id, stream, channel, device, user_kind, sign, codes)
  select service_id, day, version_id, source_id, stream, channel, device, user_kind, 1, string_agg(codes, ' ')
  from submitted where state = 'counted'
  group by service_id, day, version_id, source_id, stream, channel, device, user_kind;
  return true;
exception
  -- Caught, so that it reaches no log of the server.
  when unique_violation or no_data_found then return false;
end $$;
