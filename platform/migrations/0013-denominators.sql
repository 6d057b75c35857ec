-- collect: denominators to the end. A count of views also says of whom and after what: the kind of user, where the touchpoint
-- or the program knows it, and how the transaction ended.
alter table collect.counter
  add column user_kind text not null default 'unknown',
  add column outcome text not null default 'unknown' check (outcome in ('finished', 'abandoned', 'unknown')),
  drop constraint counter_pkey,
  add primary key (service_id, touchpoint_id, day, channel, device, user_kind, outcome);

-- What a body tells of a month or of a day: set, never added, so that telling it again changes nothing and telling it otherwise
-- corrects it. touchpoint_id 0: of the service as a whole. null: not told. Where it is told it stands in the place of what was
-- counted (estimate/queries/denominators.sql); the count itself stays.
create table collect.told_total (
  service_id bigint not null,
  touchpoint_id bigint not null,
  grain text not null check (grain in ('month', 'day')),
  from_day date not null check (grain = 'day' or from_day = date_trunc('month', from_day)),
  channel text not null,
  device text not null,
  user_kind text not null,
  outcome text not null check (outcome in ('finished', 'abandoned', 'unknown')),
  eligible bigint check (eligible >= 0),
  offered bigint check (offered >= 0),
  opened bigint check (opened >= 0),
  told_on date not null,
  primary key (service_id, touchpoint_id, grain, from_day, channel, device, user_kind, outcome),
  check (coalesce(eligible, offered, opened) is not null),
  check (touchpoint_id <> 0 or (offered is null and opened is null))
);

-- Services whose told totals moved since estimate last looked: written with the total, taken by estimate.
create table collect.told_change (
  service_id bigint not null
);

insert into base.role_right (role, object, privilege)
select 'ascolto_workspace', object, privilege
from (values
  ('collect.told_total', 'select'), ('collect.told_total', 'insert'), ('collect.told_total', 'update'), ('collect.told_total', 'delete'),
  ('collect.told_change', 'insert')
) as given (object, privilege);

alter table collect.told_total enable row level security;
alter table collect.told_change enable row level security;
create policy workspace_reads on collect.told_total for select
  using (bodies.sees_answers() and exists (select from bodies.service where service.id = service_id));
create policy workspace_writes on collect.told_total
  using (service_id = any(bodies.setting('tends')) or exists (
    select from bodies.service where service.id = service_id and body_id = any(bodies.setting('administers'))))
  with check (service_id = any(bodies.setting('tends')) or exists (
    select from bodies.service where service.id = service_id and body_id = any(bodies.setting('administers'))));
create policy workspace_adds on collect.told_change for insert
  with check (service_id = any(bodies.setting('tends')) or exists (
    select from bodies.service where service.id = service_id and body_id = any(bodies.setting('administers'))));
