-- collect: IN. Every key starts with service_id, the distribution column. A day, never an instant; no address, no agent.
create schema collect;

create table collect.answer (
  service_id bigint not null,
  day date not null,
  id uuid not null,
  touchpoint_id bigint not null,
  version_id int not null,
  source_id int not null default 0,
  stream text not null,
  channel text not null,
  device text not null,
  user_kind text not null,
  language text not null,
  state text not null check (state in ('counted', 'quarantined', 'test')),
  revision smallint not null default 0,
  codes smallint[] not null,
  suggestion text,
  primary key (service_id, day, id)
) partition by range (day);
create table collect.answer_default partition of collect.answer default;

-- Makes the month's partition if it is missing, moving what the default partition already holds of it.
create function collect.ensure_month(wanted date) returns void language plpgsql as $$
declare
  first date := date_trunc('month', wanted);
  next date := first + interval '1 month';
  name text := 'answer_' || to_char(first, 'YYYY_MM');
begin
  if to_regclass('collect.' || name) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('collect.ensure_month'));
  if to_regclass('collect.' || name) is not null then return; end if;
  -- An answer that came into the default partition between the move and the attachment would make the latter fail.
  lock table collect.answer_default in access exclusive mode;
  execute format('create table collect.%I (like collect.answer including all)', name);
  execute format('with moved as (delete from collect.answer_default where day >= %L and day < %L returning *)
                  insert into collect.%I select * from moved', first, next, name);
  execute format('alter table collect.answer attach partition collect.%I for values from (%L) to (%L)', name, first, next);
end $$;

-- One row per accepted idempotency key: a repeated submission finds the first one's answer. id = hash of touchpoint and key.
-- sealed_expiry is the minute until which the person may correct, covered with the half of that hash which is not stored:
-- only who sends the key again can tell it, so no instant is kept and a repeated key still gets the identical receipt.
create table collect.receipt (
  service_id bigint not null,
  id uuid not null,
  day date not null,
  fingerprint bytea not null,
  sealed_expiry int not null,
  taken_on date not null,
  primary key (service_id, id)
);
-- Rows come in by the day: a range index finds a day's receipts and costs an answer nothing.
create index receipt_taken_on on collect.receipt using brin (taken_on);

-- Signed contributions that wait to be folded into the cube: +1 a new answer, -1 what a correction takes back.
-- Written in the same transaction as the answer, deleted in the same transaction that moves the cube.
create table collect.pending (
  service_id bigint not null,
  day date not null,
  version_id int not null,
  source_id int not null,
  stream text not null,
  channel text not null,
  device text not null,
  user_kind text not null,
  sign smallint not null check (sign in (-1, 1)),
  codes smallint[] not null
);
alter table collect.pending set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);

-- Stores a group of answers, each with its receipt and its contribution to the cube; when one of their keys is known it
-- stores nothing and says false. The violation is caught here because a server that logs it keeps the key, and with it the
-- answer, beside an instant: what is caught reaches no log.
create function collect.take_new(
  taken_today date, service_ids bigint[], ids uuid[], days date[], fingerprints text[], sealed_expiries int[],
  touchpoint_ids bigint[], version_ids int[], source_ids int[], streams text[], channels text[], devices text[],
  user_kinds text[], languages text[], states text[], code_lists text[], suggestions text[]
) returns boolean language plpgsql as $$
begin
  with submitted as materialized (
    select service_id, id, day, decode(fingerprint, 'hex') as fingerprint, sealed_expiry, touchpoint_id, version_id,
           source_id, stream, channel, device, user_kind, language, state, codes::smallint[] as codes, suggestion
    from unnest(service_ids, ids, days, fingerprints, sealed_expiries, touchpoint_ids, version_ids, source_ids, streams,
                channels, devices, user_kinds, languages, states, code_lists, suggestions)
      as s (service_id, id, day, fingerprint, sealed_expiry, touchpoint_id, version_id, source_id, stream, channel, device,
            user_kind, language, state, codes, suggestion)
  ), receipts as (
    insert into collect.receipt (service_id, id, day, fingerprint, sealed_expiry, taken_on)
    select service_id, id, day, fingerprint, sealed_expiry, taken_today from submitted
  ), answers as (
    insert into collect.answer (service_id, day, id, touchpoint_id, version_id, source_id, stream, channel, device,
                                user_kind, language, state, codes, suggestion)
    select service_id, day, id, touchpoint_id, version_id, source_id, stream, channel, device,
           user_kind, language, state, codes, suggestion
    from submitted
  )
  insert into collect.pending (service_id, day, version_id, source_id, stream, channel, device, user_kind, sign, codes)
  select service_id, day, version_id, source_id, stream, channel, device, user_kind, 1, codes
  from submitted where state = 'counted';
  return true;
exception
  when unique_violation then return false;
end $$;

-- Counts that other tools already made (no single answers exist): native categories, one row per month and cell.
-- A month that was not over when the source was read is open: its figures will change.
create table collect.imported_count (
  service_id bigint not null,
  month date not null check (month = date_trunc('month', month)),
  version_id int not null,
  source_id int not null,
  stream text not null,
  channel text not null,
  device text not null,
  user_kind text not null,
  n bigint not null check (n >= 0),
  counts bigint[] not null,
  open boolean not null default false,
  primary key (service_id, month, version_id, source_id, stream, channel, device, user_kind)
);

-- What the cube does not know yet of imported_count, signed like collect.pending: an import that replaces a row takes the
-- old counts back (n and counts negative) and adds the new ones, in the transaction that changes imported_count.
create table collect.pending_count (
  service_id bigint not null,
  month date not null,
  version_id int not null,
  source_id int not null,
  stream text not null,
  channel text not null,
  device text not null,
  user_kind text not null,
  n bigint not null,
  counts bigint[] not null
);

-- Denominators, per day; totals only, never a person.
create table collect.counter (
  service_id bigint not null,
  touchpoint_id bigint not null,
  day date not null,
  channel text not null,
  device text not null,
  eligible bigint not null default 0,
  offered bigint not null default 0,
  opened bigint not null default 0,
  answered bigint not null default 0,
  completed bigint not null default 0,
  primary key (service_id, touchpoint_id, day, channel, device)
);

-- Rows an import refused, with line, reason and the cells its adapter reads, without personal data: nothing is guessed, and
-- the line leads to the rest, which stays in the file.
create table collect.rejected_row (
  source_id int not null,
  line bigint not null,
  reason text not null,
  content text not null,
  primary key (source_id, line)
);
