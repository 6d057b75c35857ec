-- publish: OUT. What may be seen, already under the threshold rule. The public side reads this schema and no cube.
create schema publish;

create table publish.edition (
  id int primary key,
  kind text not null check (kind in ('continuous', 'frozen')),
  method text not null,
  as_of date
);
insert into publish.edition (id, kind, method) values (1, 'continuous', '2026.1');

-- One row per service: columns to search, filter and sort by; everything the page shows in `figures`.
create table publish.service_figures (
  edition_id int not null references publish.edition,
  service_id bigint not null,
  body_id bigint not null,
  slug text not null,
  name text not null,
  sort_name text not null,
  body_name text not null,
  search_text text not null,
  kind text not null,
  region_code text,
  category_code text,
  demo boolean not null,
  value double precision,
  low double precision,
  high double precision,
  n bigint,
  quality text not null,
  figures jsonb not null,
  primary key (edition_id, service_id)
);
create unique index service_figures_slug on publish.service_figures (edition_id, slug);
create index service_figures_name on publish.service_figures (edition_id, sort_name);
create index service_figures_body on publish.service_figures (edition_id, body_id);

create table publish.nation_figures (
  edition_id int primary key references publish.edition,
  figures jsonb not null
);

do $$
begin
  if exists (select from pg_roles where rolname = 'ascolto_public') then
    grant usage on schema publish, bodies, catalogue to ascolto_public;
    grant select on all tables in schema publish, bodies, catalogue to ascolto_public;
  end if;
exception when insufficient_privilege then null;
end $$;
