-- publish: OUT. What may be seen, already under the threshold rule. The public side reads this schema and no cube.
create schema publish;

create table publish.edition (
  id int primary key,
  kind text not null check (kind in ('continuous', 'frozen')),
  method text not null,
  as_of date
);
insert into publish.edition (id, kind, method) values (1, 'continuous', '2026.1');

-- Who a service is, as figures show it. The fingerprint tells the publisher that a name or a state has changed.
create view publish.service_identity as
select service.id as service_id, service.body_id, service.slug, service.name, service.sort_name, service.description,
       service.kind, service.url, service.state, service.demo or body.demo as demo, body.ipa_code, body.name as body_name,
       body.acronym, body.typology, body.category_code, body.region_code, region.name as region_name,
       md5(concat_ws('|', service.slug, service.name, service.description, service.kind, service.url, service.state,
                     service.demo, body.ipa_code, body.name, body.acronym, body.typology, body.category_code, body.region_code,
                     body.demo)) as fingerprint
from bodies.service
join bodies.body on body.id = service.body_id
left join bodies.region on region.code = body.region_code;

-- One row per service: columns to search, filter, sort and average by; `headline` for lists; everything the page shows in
-- `figures`. value … quality repeat the headline; *_variance is the sampling variance of the mean, in squared points.
create table publish.service_figures (
  edition_id int not null references publish.edition,
  service_id bigint not null,
  body_id bigint not null,
  slug text not null,
  name text not null,
  sort_name text not null,
  body_name text not null,
  ipa_code text not null,
  search_text text not null,
  kind text not null,
  state text not null,
  region_code text,
  category_code text,
  demo boolean not null,
  fingerprint text not null,
  value double precision,
  n bigint,
  quality text not null,
  headline jsonb,
  sources text[] not null,
  period_from date not null,
  period_to date not null,
  invited_value double precision,
  invited_variance double precision,
  invited_n bigint,
  spontaneous_value double precision,
  spontaneous_variance double precision,
  spontaneous_n bigint,
  figures jsonb not null,
  primary key (edition_id, service_id)
);
create unique index service_figures_slug on publish.service_figures (edition_id, slug);
create index service_figures_name on publish.service_figures (edition_id, sort_name);
create index service_figures_body on publish.service_figures (edition_id, body_id);
create index service_figures_ipa_code on publish.service_figures (edition_id, ipa_code);

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
