-- base: what every stage needs and no stage owns. Secrets are random keys this installation makes for itself.
create schema base;

create table base.secret (
  name text primary key,
  value bytea not null
);

-- The public side reads through a role that has no right on answers or on the cube. A server whose user may not
-- create roles goes without this second lock; `./ascolto doctor` says so.
do $$
begin
  if not exists (select from pg_roles where rolname = 'ascolto_public') then
    create role ascolto_public nologin;
  end if;
  execute format('grant ascolto_public to %I', current_user);
exception
  when insufficient_privilege or duplicate_object or unique_violation then null;
end $$;
