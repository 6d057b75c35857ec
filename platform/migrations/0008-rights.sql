-- bodies: RIGHTS. The second lock. Pages of the workspace run as this role; what a request may see stands in settings of its transaction:
-- bodies and services to read, administers and tends those to change (without bodies that are held), oversees those whose log
-- and keys may be read.
do $$
begin
  if not exists (select from pg_roles where rolname = 'ascolto_workspace') then
    create role ascolto_workspace nologin;
  end if;
  execute format('grant ascolto_workspace to %I', current_user);
exception
  when insufficient_privilege or duplicate_object or unique_violation then null;
end $$;

create function bodies.setting(name text) returns bigint[] language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('ascolto.' || name, true), ''), '{}')::bigint[]
$$;
create function bodies.sees_everything() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('ascolto.everything', true), '') = 'on'
$$;
create function bodies.sees_body(body bigint) returns boolean language sql stable parallel safe as $$
  select bodies.sees_everything() or body = any(bodies.setting('bodies'))
$$;
create function bodies.sees_answers() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('ascolto.blind', true), '') <> 'on'
$$;
create function bodies.changes_body(body bigint) returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('ascolto.governs', true), '') = 'on' or body = any(bodies.setting('administers'))
$$;

-- Which rights the roles have, each named on purpose: a table that is added later stays shut. A role may be made after the tables, by
-- hand, so its rights are seen to at every opening (base/database/role-rights.ts) and not here.
create table base.role_right (
  role text not null,
  object text not null,
  privilege text not null check (privilege in ('select', 'insert', 'update', 'delete', 'execute')),
  -- The only ones, when not all.
  columns text[],
  primary key (role, object, privilege)
);
insert into base.role_right (role, object, privilege)
select role, object, privilege
from (values
  -- What is public, and what belongs to no body.
  ('{ascolto_public, ascolto_workspace}', '{select}',
   '{publish.edition, publish.service_identity, publish.service_figures, publish.nation_figures, bodies.region, bodies.comune, bodies.body,
     bodies.body_history, bodies.registry_import, catalogue.instrument_version, catalogue.source}'),
  ('{ascolto_public}', '{select}', '{bodies.service, bodies.touchpoint, catalogue.assignment}'),
  ('{ascolto_workspace}', '{insert}', '{catalogue.instrument_version, base.mail}'),
  ('{ascolto_workspace}', '{select, insert, update}',
   '{bodies.service, bodies.touchpoint, bodies.api_key, bodies.adhesion, bodies.invitation}'),
  ('{ascolto_workspace}', '{select, insert, update, delete}',
   '{bodies.membership, bodies.owned_service, catalogue.assignment}'),
  ('{ascolto_workspace}', '{select, update}', '{bodies.account}'),
  ('{ascolto_workspace}', '{select, insert, delete}', '{bodies.passkey}'),
  ('{ascolto_workspace}', '{select, update, delete}', '{bodies.session}'),
  ('{ascolto_workspace}', '{select, insert}', '{base.task}'),
  ('{ascolto_workspace}', '{select}',
   '{base.mail, bodies.audit_entry, collect.counter, estimate.cube_day, estimate.cube_month}'),
  ('{ascolto_workspace}', '{execute}', '{bodies.add_audit_entry, bodies.has_roles_elsewhere}')
) as given (roles, privileges, objects),
  unnest(roles::text[]) as role, unnest(privileges::text[]) as privilege, unnest(objects::text[]) as object;
insert into base.role_right (role, object, privilege, columns) values
  ('ascolto_workspace', 'base.mail', 'update', '{state, body, attempts, next_attempt_at}'),
  ('ascolto_workspace', 'base.task', 'update', '{cancel_wanted}'),
  ('ascolto_workspace', 'bodies.passkey', 'update', '{name}'),
  ('ascolto_workspace', 'collect.answer', 'select', '{service_id, touchpoint_id, day, state}');

do $$
declare
  name text;
begin
  foreach name in array array[
    'base.mail', 'base.task', 'bodies.account', 'bodies.passkey', 'bodies.session', 'bodies.service', 'bodies.touchpoint', 'bodies.membership',
    'bodies.owned_service', 'bodies.invitation', 'bodies.api_key', 'bodies.adhesion', 'bodies.audit_entry', 'catalogue.assignment',
    'collect.answer', 'collect.counter', 'estimate.cube_day', 'estimate.cube_month']
  loop
    execute format('alter table %s enable row level security', name);
  end loop;
end $$;

-- The policies name no role, since the roles may come later: who has no right on a table, none of them helps, and without the settings
-- of a transaction they show nothing.

-- The outbox holds links that open accounts: only who governs the programme reads it, or says that a mail has been seen to.
create policy workspace_writes on base.mail for insert with check (true);
create policy workspace_reads on base.mail for select
  using (coalesce(current_setting('ascolto.governs', true), '') = 'on');
create policy workspace_changes on base.mail for update
  using (coalesce(current_setting('ascolto.governs', true), '') = 'on');
create policy workspace_all on base.task
  using (account_id = any(bodies.setting('account'))) with check (account_id = any(bodies.setting('account')));

create policy workspace_reads on bodies.service for select
  using (bodies.sees_body(body_id) or id = any(bodies.setting('services')));
create policy workspace_adds on bodies.service for insert
  with check (body_id = any(bodies.setting('administers')));
create policy workspace_changes on bodies.service for update
  using (body_id = any(bodies.setting('administers')) or id = any(bodies.setting('tends')))
  with check (body_id = any(bodies.setting('administers')) or id = any(bodies.setting('tends')));

create policy workspace_reads on bodies.touchpoint for select
  using (exists (select from bodies.service where service.id = service_id));
create policy workspace_adds on bodies.touchpoint for insert
  with check (service_id = any(bodies.setting('tends')) or exists (
    select from bodies.service where service.id = service_id and body_id = any(bodies.setting('administers'))));
create policy workspace_changes on bodies.touchpoint for update
  using (service_id = any(bodies.setting('tends')) or exists (
    select from bodies.service where service.id = service_id and body_id = any(bodies.setting('administers'))));

create policy workspace_reads on catalogue.assignment for select
  using (exists (select from bodies.touchpoint where touchpoint.id = touchpoint_id));
create policy workspace_writes on catalogue.assignment
  using (coalesce(current_setting('ascolto.assigns', true), '') = 'on' or exists (
    select from bodies.touchpoint join bodies.service on service.id = service_id
    where touchpoint.id = touchpoint_id
      and (service_id = any(bodies.setting('tends')) or body_id = any(bodies.setting('administers')))));

create policy workspace_reads on bodies.membership for select
  using (account_id = any(bodies.setting('account')) or (body_id is not null and bodies.sees_body(body_id))
         or coalesce(current_setting('ascolto.governs', true), '') = 'on');
create policy workspace_writes on bodies.membership
  using (bodies.changes_body(body_id)) with check (bodies.changes_body(body_id));
create policy workspace_reads on bodies.owned_service for select
  using (exists (select from bodies.membership where membership.id = membership_id));
create policy workspace_writes on bodies.owned_service
  using (exists (select from bodies.membership where membership.id = membership_id and bodies.changes_body(body_id)));

-- While the body is held its administrator goes on seeing who is expected, as who is there.
create policy workspace_reads on bodies.invitation for select
  using (body_id = any(bodies.setting('oversees')));
create policy workspace_all on bodies.invitation
  using (bodies.changes_body(body_id)) with check (bodies.changes_body(body_id));
create policy workspace_reads on bodies.api_key for select
  using (body_id = any(bodies.setting('oversees')));
create policy workspace_writes on bodies.api_key
  using (body_id = any(bodies.setting('administers'))) with check (body_id = any(bodies.setting('administers')));
create policy workspace_reads on bodies.adhesion for select using (bodies.sees_body(body_id));
create policy workspace_changes on bodies.adhesion for update using (bodies.changes_body(body_id));
create policy workspace_adds on bodies.adhesion for insert with check (bodies.changes_body(body_id));

create policy workspace_reads on bodies.audit_entry for select
  using (coalesce(current_setting('ascolto.audits', true), '') = 'on' or body_id = any(bodies.setting('oversees')));

create policy workspace_reads on bodies.account for select
  using (id = any(bodies.setting('account')) or exists (select from bodies.membership where account_id = account.id)
         or coalesce(current_setting('ascolto.audits', true), '') = 'on');
create policy workspace_changes on bodies.account for update
  using (id = any(bodies.setting('account')) or coalesce(current_setting('ascolto.governs', true), '') = 'on');
-- Nobody but the person sees or changes how they come in.
create policy workspace_all on bodies.passkey
  using (account_id = any(bodies.setting('account'))) with check (account_id = any(bodies.setting('account')));
create policy workspace_all on bodies.session
  using (account_id = any(bodies.setting('account'))) with check (account_id = any(bodies.setting('account')));

-- Of single answers a body sees only that its trial answers have arrived. Who helps a body sees no answer data at all.
create policy workspace_reads on collect.answer for select
  using (state = 'test' and bodies.sees_answers() and exists (select from bodies.service where service.id = service_id));
create policy workspace_reads on collect.counter for select
  using (bodies.sees_answers() and exists (select from bodies.service where service.id = service_id));
create policy workspace_reads on estimate.cube_day for select
  using (bodies.sees_answers() and exists (select from bodies.service where service.id = service_id));
create policy workspace_reads on estimate.cube_month for select
  using (bodies.sees_answers() and exists (select from bodies.service where service.id = service_id));

-- The public side goes on reading what is public.
create policy public_reads on bodies.service for select using (current_user = 'ascolto_public');
create policy public_reads on bodies.touchpoint for select using (current_user = 'ascolto_public');
create policy public_reads on catalogue.assignment for select using (current_user = 'ascolto_public');
