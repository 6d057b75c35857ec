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

do $$
declare
  name text;
begin
  if not exists (select from pg_roles where rolname = 'ascolto_workspace') then return; end if;
  grant usage on schema base, bodies, catalogue, collect, estimate, publish to ascolto_workspace;
  -- What is public anyway, and what belongs to no body.
  grant select on all tables in schema publish to ascolto_workspace;
  grant select on bodies.region, bodies.comune, bodies.body, bodies.registry_import, bodies.body_history to ascolto_workspace;
  grant select on catalogue.instrument_version, catalogue.source to ascolto_workspace;
  grant insert on catalogue.instrument_version to ascolto_workspace;
  grant select, insert, update on bodies.service, bodies.touchpoint, bodies.api_key, bodies.adhesion, bodies.invitation
    to ascolto_workspace;
  grant select, insert, update, delete on bodies.membership, bodies.owned_service to ascolto_workspace;
  grant select, insert, update, delete on catalogue.assignment to ascolto_workspace;
  grant select on bodies.audit_entry to ascolto_workspace;
  grant insert on base.mail to ascolto_workspace;
  -- The outbox holds links that open accounts: only who governs the programme reads it, or says that a mail has been seen to.
  grant select, update (state, body, attempts, next_attempt_at) on base.mail to ascolto_workspace;
  alter table base.mail enable row level security;
  create policy workspace_writes on base.mail for insert to ascolto_workspace with check (true);
  create policy workspace_reads on base.mail for select to ascolto_workspace
    using (coalesce(current_setting('ascolto.governs', true), '') = 'on');
  create policy workspace_changes on base.mail for update to ascolto_workspace
    using (coalesce(current_setting('ascolto.governs', true), '') = 'on');
  grant select, update on bodies.account to ascolto_workspace;
  grant select, insert, delete on bodies.passkey to ascolto_workspace;
  grant update (name) on bodies.passkey to ascolto_workspace;
  grant select, update, delete on bodies.session to ascolto_workspace;
  grant execute on function bodies.add_audit_entry, bodies.has_roles_elsewhere to ascolto_workspace;
  grant select, insert, update (cancel_wanted) on base.task to ascolto_workspace;
  alter table base.task enable row level security;
  create policy workspace_all on base.task to ascolto_workspace
    using (account_id = any(bodies.setting('account'))) with check (account_id = any(bodies.setting('account')));
  grant select (service_id, touchpoint_id, day, state) on collect.answer to ascolto_workspace;
  grant select on collect.counter, estimate.cube_day, estimate.cube_month to ascolto_workspace;

  foreach name in array array['account', 'passkey', 'session', 'service', 'touchpoint', 'membership', 'owned_service', 'invitation', 'api_key', 'adhesion', 'audit_entry']
  loop
    execute format('alter table bodies.%I enable row level security', name);
  end loop;
  alter table catalogue.assignment enable row level security;
  alter table collect.answer enable row level security;
  alter table collect.counter enable row level security;
  alter table estimate.cube_day enable row level security;
  alter table estimate.cube_month enable row level security;

  create policy workspace_reads on bodies.service for select to ascolto_workspace
    using (bodies.sees_body(body_id) or id = any(bodies.setting('services')));
  create policy workspace_adds on bodies.service for insert to ascolto_workspace
    with check (body_id = any(bodies.setting('administers')));
  create policy workspace_changes on bodies.service for update to ascolto_workspace
    using (body_id = any(bodies.setting('administers')) or id = any(bodies.setting('tends')))
    with check (body_id = any(bodies.setting('administers')) or id = any(bodies.setting('tends')));

  create policy workspace_reads on bodies.touchpoint for select to ascolto_workspace
    using (exists (select from bodies.service where service.id = service_id));
  create policy workspace_adds on bodies.touchpoint for insert to ascolto_workspace
    with check (service_id = any(bodies.setting('tends')) or exists (
      select from bodies.service where service.id = service_id and body_id = any(bodies.setting('administers'))));
  create policy workspace_changes on bodies.touchpoint for update to ascolto_workspace
    using (service_id = any(bodies.setting('tends')) or exists (
      select from bodies.service where service.id = service_id and body_id = any(bodies.setting('administers'))));

  create policy workspace_reads on catalogue.assignment for select to ascolto_workspace
    using (exists (select from bodies.touchpoint where touchpoint.id = touchpoint_id));
  create policy workspace_writes on catalogue.assignment to ascolto_workspace
    using (coalesce(current_setting('ascolto.assigns', true), '') = 'on' or exists (
      select from bodies.touchpoint join bodies.service on service.id = service_id
      where touchpoint.id = touchpoint_id
        and (service_id = any(bodies.setting('tends')) or body_id = any(bodies.setting('administers')))));

  create policy workspace_reads on bodies.membership for select to ascolto_workspace
    using (account_id = any(bodies.setting('account')) or (body_id is not null and bodies.sees_body(body_id))
           or coalesce(current_setting('ascolto.governs', true), '') = 'on');
  create policy workspace_writes on bodies.membership to ascolto_workspace
    using (bodies.changes_body(body_id)) with check (bodies.changes_body(body_id));
  create policy workspace_reads on bodies.owned_service for select to ascolto_workspace
    using (exists (select from bodies.membership where membership.id = membership_id));
  create policy workspace_writes on bodies.owned_service to ascolto_workspace
    using (exists (select from bodies.membership where membership.id = membership_id and bodies.changes_body(body_id)));

  -- While the body is held its administrator goes on seeing who is expected, as who is there.
  create policy workspace_reads on bodies.invitation for select to ascolto_workspace
    using (body_id = any(bodies.setting('oversees')));
  create policy workspace_all on bodies.invitation to ascolto_workspace
    using (bodies.changes_body(body_id)) with check (bodies.changes_body(body_id));
  create policy workspace_reads on bodies.api_key for select to ascolto_workspace
    using (body_id = any(bodies.setting('oversees')));
  create policy workspace_writes on bodies.api_key to ascolto_workspace
    using (body_id = any(bodies.setting('administers'))) with check (body_id = any(bodies.setting('administers')));
  create policy workspace_reads on bodies.adhesion for select to ascolto_workspace using (bodies.sees_body(body_id));
  create policy workspace_changes on bodies.adhesion for update to ascolto_workspace using (bodies.changes_body(body_id));
  create policy workspace_adds on bodies.adhesion for insert to ascolto_workspace with check (bodies.changes_body(body_id));

  create policy workspace_reads on bodies.audit_entry for select to ascolto_workspace
    using (coalesce(current_setting('ascolto.audits', true), '') = 'on' or body_id = any(bodies.setting('oversees')));

  create policy workspace_reads on bodies.account for select to ascolto_workspace
    using (id = any(bodies.setting('account')) or exists (select from bodies.membership where account_id = account.id)
           or coalesce(current_setting('ascolto.audits', true), '') = 'on');
  create policy workspace_changes on bodies.account for update to ascolto_workspace
    using (id = any(bodies.setting('account')) or coalesce(current_setting('ascolto.governs', true), '') = 'on');
  -- Nobody but the person sees or changes how they come in.
  create policy workspace_all on bodies.passkey to ascolto_workspace
    using (account_id = any(bodies.setting('account'))) with check (account_id = any(bodies.setting('account')));
  create policy workspace_all on bodies.session to ascolto_workspace
    using (account_id = any(bodies.setting('account'))) with check (account_id = any(bodies.setting('account')));

  -- Of single answers a body sees only that its trial answers have arrived. Who helps a body sees no answer data at all.
  create policy workspace_reads on collect.answer for select to ascolto_workspace
    using (state = 'test' and bodies.sees_answers() and exists (select from bodies.service where service.id = service_id));
  create policy workspace_reads on collect.counter for select to ascolto_workspace
    using (bodies.sees_answers() and exists (select from bodies.service where service.id = service_id));
  create policy workspace_reads on estimate.cube_day for select to ascolto_workspace
    using (bodies.sees_answers() and exists (select from bodies.service where service.id = service_id));
  create policy workspace_reads on estimate.cube_month for select to ascolto_workspace
    using (bodies.sees_answers() and exists (select from bodies.service where service.id = service_id));
end $$;

-- The public side goes on reading what is public.
do $$
begin
  if not exists (select from pg_roles where rolname = 'ascolto_public') then return; end if;
  create policy public_reads on bodies.service for select to ascolto_public using (true);
  create policy public_reads on bodies.touchpoint for select to ascolto_public using (true);
end $$;
