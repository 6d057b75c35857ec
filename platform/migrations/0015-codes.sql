-- collect: CODES. Invitations with a one-time code. Only codes that nobody has used yet are here, and only their hashes: spending one
-- deletes its row in the answer's own transaction, so that nothing which is stored leads from a code to an answer.

alter table collect.answer add column assurance text not null default 'open'
  constraint answer_assurance_check check (assurance in ('open', 'code'));

-- Codes that were made together. Ten at least: of fewer, how many were used would tell who answered. `id` comes from what the codes
-- were made of (collect/codes/issue-codes.ts): made once more, they are the same batch.
create table collect.code_batch (
  service_id bigint not null,
  id uuid not null,
  touchpoint_id bigint not null,
  -- By what the invitations reach people; answers that bring one of its codes came by it.
  channel text not null,
  issued int not null constraint code_batch_issued_check check (issued between 10 and 10000),
  made_on date not null,
  -- The last day on which its codes are good.
  expires_on date not null check (expires_on >= made_on),
  note text not null check (length(note) <= 200),
  revoked_on date,
  -- How many nobody had used when it was over; null before.
  left_over int,
  primary key (service_id, id)
);

-- hash: HMAC-SHA-256 of the touchpoint's code and the one-time code, under the installation's key. In parts, so that the one that is
-- written anew at night (collect.rewrite_codes) keeps answers waiting for a moment only.
create table collect.unspent_code (
  service_id bigint not null,
  hash bytea not null,
  batch_id uuid not null,
  primary key (service_id, hash)
) partition by hash (service_id);
-- What PostgreSQL samples of a column would outlive the code.
alter table collect.unspent_code alter column hash set statistics 0;
do $$
begin
  for part in 0..31 loop
    execute format('create table collect.unspent_code_%s partition of collect.unspent_code for values with (modulus 32, remainder %s)', part, part);
    execute format('alter table collect.unspent_code_%s alter column hash set statistics 0, enable row level security', part);
  end loop;
end $$;

-- Until which day the rows taken in have been written anew in random order (collect.rewrite_rows).
create table collect.rewritten (
  singleton boolean primary key default true check (singleton),
  through date not null
);
insert into collect.rewritten (through) values ('-infinity');

-- Who answers with a code was invited, whatever the touchpoint's own stream: their counts stand apart too.
alter table collect.counter
  add column assurance text not null default 'open' check (assurance in ('open', 'code')),
  drop constraint counter_pkey,
  add primary key (service_id, touchpoint_id, day, channel, device, user_kind, outcome, assurance);

-- As the one of 0011, which stays for processes that still run beside this migration, with two arrays more. When one of the codes
-- is not there or was revoked, nothing is stored and no code is spent. Codes before receipts, each in one order: two groups never wait for each
-- other in a circle.
create function collect.take_new(
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
           source_id, stream, channel, device, user_kind, language, state, held_for, assurance, codes::smallint[] as codes, suggestion
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
           user_kind, language, state, held_for, assurance, codes, suggestion
    from submitted
  )
  insert into collect.pending (service_id, day, version_id, source_id, stream, channel, device, user_kind, sign, codes)
  select service_id, day, version_id, source_id, stream, channel, device, user_kind, 1, codes
  from submitted where state = 'counted';
  return true;
exception
  -- Caught, so that it reaches no log of the server.
  when unique_violation or no_data_found then return false;
end $$;

-- Whether the person who acts may invite for this service. Who acts with the platform's own rights may.
create function collect.issues_codes(service bigint) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select current_setting('role') <> 'ascolto_workspace' or service = any(bodies.setting('tends')) or exists (
    select from bodies.service s where s.id = $1 and s.body_id = any(bodies.setting('administers')))
$$;

-- Makes a batch and counts its codes as so many who were offered the question. Returns false when the batch was there already.
create function collect.issue_codes(
  service bigint, touchpoint bigint, batch uuid, by_channel text, hashes text[], today date, until date, words text
) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not collect.issues_codes(service) or not exists (
    select from bodies.touchpoint t where t.id = touchpoint and t.service_id = service) then raise insufficient_privilege; end if;
  insert into collect.code_batch (service_id, id, touchpoint_id, channel, issued, made_on, expires_on, note)
  values (service, batch, touchpoint, by_channel, cardinality(hashes), today, until, words)
  on conflict (service_id, id) do nothing;
  if not found then return false; end if;
  insert into collect.unspent_code (service_id, hash, batch_id)
  select service, decode(hash, 'hex'), batch from unnest(hashes) as hash order by hash;
  insert into collect.counter as c (service_id, touchpoint_id, day, channel, device, user_kind, outcome, assurance, offered)
  select service, touchpoint, today, by_channel, 'unknown', coalesce(t.user_kind, 'unknown'), 'unknown', 'code', cardinality(hashes)
  from bodies.touchpoint t where t.id = touchpoint
  on conflict (service_id, touchpoint_id, day, channel, device, user_kind, outcome, assurance) do update
  set offered = c.offered + excluded.offered;
  return true;
end $$;

-- Batches of a touchpoint, the last first. `used` is told in whole tens, and never so that fewer than ten could be left: neither
-- the first few who answered nor the last few who did not can be told from it.
create function collect.list_code_batches(service bigint, touchpoint bigint)
returns table (id uuid, channel text, issued int, made_on date, expires_on date, note text, revoked_on date, used int)
language sql stable security definer set search_path = pg_catalog as $$
  select b.id, b.channel, b.issued, b.made_on, b.expires_on, b.note, b.revoked_on,
         greatest(0, least(b.issued - 10, b.issued - coalesce(b.left_over, left_now.n))) / 10 * 10
  from collect.code_batch b left join (
    select u.batch_id, count(*)::int as n from collect.unspent_code u where u.service_id = service group by 1
  ) left_now on left_now.batch_id = b.id
  where b.service_id = service and b.touchpoint_id = touchpoint and collect.sees_held(service)
  order by b.made_on desc, b.expires_on desc, b.id
$$;

-- No code of the batch is good any more; the answers that came with one stay. As long as fewer than ten of them came, the codes count
-- as never offered: they are mostly revoked because nobody got them. Returns null when there is no such batch here, false when it
-- was revoked already.
create function collect.revoke_codes(service bigint, touchpoint bigint, batch uuid, today date)
returns boolean language plpgsql security definer set search_path = pg_catalog as $$
declare
  revoked collect.code_batch;
begin
  if not collect.issues_codes(service) then raise insufficient_privilege; end if;
  select * into revoked from collect.code_batch b where b.service_id = service and b.id = batch and b.touchpoint_id = touchpoint for update;
  if not found then return null; end if;
  if revoked.revoked_on is not null then return false; end if;
  update collect.code_batch b set revoked_on = today where b.service_id = service and b.id = batch;
  update collect.counter c set offered = c.offered - revoked.issued
  where (select used from collect.list_code_batches(service, touchpoint) l where l.id = batch) = 0
    and c.service_id = service and c.touchpoint_id = touchpoint and c.day = revoked.made_on and c.channel = revoked.channel
    and c.device = 'unknown' and c.outcome = 'unknown' and c.assurance = 'code' and c.offered >= revoked.issued
    and c.user_kind = (select coalesce(t.user_kind, 'unknown') from bodies.touchpoint t where t.id = touchpoint);
  return true;
end $$;

-- Writes what was taken in on the days between anew, in one transaction and in random order: where a row stands and which
-- transaction wrote it tell no more when it came. Answers go on meanwhile; decisions about what is kept apart wait, because they
-- would not find an answer that is being moved. How many codes were left is kept of batches that are over.
create function collect.rewrite_rows(after date, before date) returns void language plpgsql as $$
begin
  lock table collect.proposal in exclusive mode;
  with moved as (
    delete from collect.answer a using collect.receipt r
    where r.taken_on > after and r.taken_on < before and a.service_id = r.service_id and a.day = r.day and a.id = r.id
    returning a.*
  )
  insert into collect.answer select * from moved order by random();
  with moved as (
    delete from collect.receipt r where r.taken_on > after and r.taken_on < before returning r.*
  )
  insert into collect.receipt select * from moved order by random();
  update collect.code_batch b set left_over = (
    select count(*) from collect.unspent_code u where u.service_id = b.service_id and u.batch_id = b.id)
  where b.expires_on < before and b.left_over is null;
end $$;

-- Writes the codes of a part that are left into a new file, in random order and without those of batches that are over: no trace stays
-- of those that were used. Answers with a code wait for it.
create function collect.rewrite_codes(part int) returns void language plpgsql as $$
begin
  execute format('lock table collect.unspent_code_%s in access exclusive mode', part);
  execute format('create temp table shuffled on commit drop as
    select u.* from collect.unspent_code_%s u join collect.code_batch b on b.service_id = u.service_id and b.id = u.batch_id
    where b.left_over is null', part);
  execute format('truncate collect.unspent_code_%s', part);
  execute format('insert into collect.unspent_code_%s select * from shuffled order by random()', part);
end $$;

revoke execute on function collect.issues_codes, collect.issue_codes, collect.list_code_batches, collect.revoke_codes, collect.rewrite_rows,
  collect.rewrite_codes from public;

-- Nobody but the platform reads codes; who invites does it through these three.
insert into base.role_right (role, object, privilege) values
  ('ascolto_workspace', 'collect.issue_codes', 'execute'), ('ascolto_workspace', 'collect.list_code_batches', 'execute'),
  ('ascolto_workspace', 'collect.revoke_codes', 'execute');

alter table collect.code_batch enable row level security;
alter table collect.unspent_code enable row level security;
alter table collect.rewritten enable row level security;
