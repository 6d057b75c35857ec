-- bodies: WHO. Reference tables: small, the same on every node.
create schema bodies;

create table bodies.region (
  code text primary key check (code ~ '^\d\d$'),
  name text not null
);
insert into bodies.region (code, name) values
  ('01', 'Piemonte'), ('02', 'Valle d''Aosta/Vallée d''Aoste'), ('03', 'Lombardia'), ('04', 'Trentino-Alto Adige/Südtirol'),
  ('05', 'Veneto'), ('06', 'Friuli-Venezia Giulia'), ('07', 'Liguria'), ('08', 'Emilia-Romagna'), ('09', 'Toscana'),
  ('10', 'Umbria'), ('11', 'Marche'), ('12', 'Lazio'), ('13', 'Abruzzo'), ('14', 'Molise'), ('15', 'Campania'),
  ('16', 'Puglia'), ('17', 'Basilicata'), ('18', 'Calabria'), ('19', 'Sicilia'), ('20', 'Sardegna');

-- ISTAT comuni, loaded by `import comuni`; a body's comune code is c_ + catastale code.
create table bodies.comune (
  cadastral_code text primary key,
  istat_code text not null,
  name text not null,
  province_name text not null,
  province_abbreviation text not null,
  region_code text not null references bodies.region
);

create table bodies.registry_import (
  id int generated always as identity primary key,
  file_name text not null,
  layout text not null,
  day date not null,
  counts jsonb not null
);

create table bodies.body (
  id bigint generated always as identity primary key,
  ipa_code text not null unique check (ipa_code = lower(ipa_code)),
  name text not null,
  sort_name text not null,
  acronym text,
  fiscal_code text,
  typology text,
  category_code text,
  comune_name text,
  cadastral_code text,
  comune_istat_code text,
  province_abbreviation text,
  region_code text references bodies.region,
  postal_code text,
  address text,
  website text,
  pec text[] not null default '{}',
  state text not null default 'active' check (state in ('active', 'closed')),
  closed_on date,
  demo boolean not null default false,
  import_id int references bodies.registry_import
);
create index body_region on bodies.body (region_code, sort_name);
create index body_cadastral on bodies.body (cadastral_code);

-- What a later registry file changed; nothing is ever orphaned or forgotten.
create table bodies.body_history (
  body_id bigint not null references bodies.body,
  import_id int not null references bodies.registry_import,
  change text not null check (change in ('new', 'renamed', 'changed', 'closed', 'reopened', 'merged')),
  before jsonb,
  after jsonb,
  primary key (body_id, import_id, change)
);

create table bodies.service (
  id bigint generated always as identity primary key,
  body_id bigint not null references bodies.body,
  slug text not null unique,
  name text not null,
  sort_name text not null,
  description text not null default '',
  kind text not null check (kind in ('dispositivo', 'consultazione', 'assistenza', 'sito')),
  audience text[] not null default '{cittadini}',
  channels text[] not null default '{web}',
  life_events text[] not null default '{}',
  business_events text[] not null default '{}',
  interactivity_level text check (interactivity_level ~ '^LEVEL[1-5]$'),
  url text,
  state text not null default 'active' check (state in ('active', 'closed')),
  demo boolean not null default false,
  created_on date not null,
  unique (body_id, name)
);
create index service_body on bodies.service (body_id);

create table bodies.touchpoint (
  id bigint generated always as identity primary key,
  service_id bigint not null references bodies.service,
  code text not null unique check (code ~ '^[0-9a-hjkmnp-tv-z]{6,12}$'),
  name text not null,
  channel text not null default 'web' check (channel in ('web', 'app', 'sportello', 'telefono', 'email', 'qr', 'import')),
  user_kind text check (user_kind in ('cittadino', 'impresa', 'intermediario')),
  stream text not null default 'spontaneous' check (stream in ('invited', 'spontaneous')),
  origins text[] not null default '{}',
  state text not null default 'active' check (state in ('active', 'paused', 'closed')),
  demo boolean not null default false,
  created_on date not null,
  unique (service_id, name)
);
create index touchpoint_service on bodies.touchpoint (service_id);
