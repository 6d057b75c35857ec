-- collect: SDG. What the Single Digital Gateway gets of a month: a rating, and whether the information was found. No text, no day,
-- no touchpoint, and no way back to the answer without a key of this installation.

-- The address under which the gateway links to the service, and which of its three forms that is. Feedback is sent from the month
-- on in which it was written down.
alter table bodies.service
  add column sdg_category text check (sdg_category in ('Information', 'Procedure', 'Assistance')),
  add column sdg_url text,
  add column sdg_since date,
  add constraint service_sdg_check
    check ((sdg_category is null) = (sdg_url is null) and (sdg_url is null) = (sdg_since is null));

-- A month of a service that has been gathered. Category and source stay as they were sent. left_out: answers that count and are
-- no feedback of this category, because their questionnaire is of another one or a mandatory question was not answered.
create table collect.sdg_month (
  service_id bigint not null,
  month date not null check (month = date_trunc('month', month)),
  category text not null check (category in ('Information', 'Procedure', 'Assistance')),
  source text not null,
  left_out bigint not null default 0,
  gathered_on date not null,
  primary key (service_id, month)
);

-- A set of feedback that is sent as one, under a unique id the receiver gave for it; sent again under that id it replaces what was
-- there. waiting: there is something to send; sent: it went out and nobody knows whether it arrived. next_minute counts minutes
-- since 1970, of our own calls: no table of this schema has an instant.
create table collect.sdg_batch (
  service_id bigint not null,
  month date not null,
  part int not null,
  id bigint generated always as identity unique,
  unique_id text unique,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'accepted', 'refused')),
  entries bigint not null check (entries >= 0),
  revision int not null default 1,
  accepted_revision int,
  attempts int not null default 0,
  next_minute int not null,
  problem text,
  reason text,
  primary key (service_id, month, part),
  foreign key (service_id, month) references collect.sdg_month on delete cascade,
  -- Nothing is under way, let alone confirmed, without the id that makes sending it again harmless.
  constraint sdg_batch_named_check check (unique_id is not null or (state in ('waiting', 'refused') and accepted_revision is null))
);
create index sdg_batch_due on collect.sdg_batch (next_minute) where state in ('waiting', 'sent');

-- One feedback: id is a keyed hash of the answer's own. One that is withdrawn keeps its place, so that it can never be in two batches.
create table collect.sdg_feedback (
  service_id bigint not null,
  id uuid not null,
  month date not null,
  part int not null,
  rating smallint not null check (rating between 1 and 5),
  found smallint check (found between 1 and 3),
  withdrawn boolean not null default false,
  primary key (service_id, id),
  foreign key (service_id, month, part) references collect.sdg_batch on delete cascade
);
create index sdg_feedback_batch on collect.sdg_feedback (service_id, month, part);

-- A key of 32 bytes as HMAC takes it (RFC 2104): filled up to 64 and combined with one byte.
create function collect.padded_key(key bytea, pad int) returns bytea language sql immutable parallel safe as $$
  select string_agg(set_byte('\x00', 0, case when place < length(key) then get_byte(key, place) else 0 end # pad), '' order by place)
  from generate_series(0, 63) as place
$$;

-- States, never feedback.
insert into base.role_right (role, object, privilege)
values ('ascolto_workspace', 'collect.sdg_month', 'select'), ('ascolto_workspace', 'collect.sdg_batch', 'select');
insert into base.role_right (role, object, privilege, columns)
values ('ascolto_workspace', 'collect.sdg_batch', 'update', '{state, attempts, next_minute}');

alter table collect.sdg_month enable row level security;
alter table collect.sdg_batch enable row level security;
alter table collect.sdg_feedback enable row level security;
create policy workspace_reads on collect.sdg_month for select
  using (bodies.sees_answers() and exists (select from bodies.service where service.id = service_id));
create policy workspace_reads on collect.sdg_batch for select
  using (bodies.sees_answers() and exists (select from bodies.service where service.id = service_id));
create policy workspace_changes on collect.sdg_batch for update
  using (coalesce(current_setting('ascolto.governs', true), '') = 'on');
