-- bodies: MEMBERS. The people who work here, what each may do, and what was done. Instants are kept of them, never of those
-- who answer. Rows of a body are protected twice: by the application and by the policies of 0008.

create table bodies.account (
  id bigint generated always as identity primary key,
  -- How the log of acts names the person.
  pseudonym uuid not null unique default gen_random_uuid(),
  name text not null,
  email text not null,
  -- HMAC of the fiscal number that SPID or CIE assert; the number itself is never stored.
  subject bytea unique,
  language text not null default 'it' check (language in ('it', 'en')),
  state text not null default 'active' check (state in ('active', 'suspended')),
  created_at timestamptz not null
);

create table bodies.passkey (
  id text primary key,
  account_id bigint not null references bodies.account on delete cascade,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_account on bodies.passkey (account_id);

-- A role in a body, or a central one (no body).
create table bodies.membership (
  id bigint generated always as identity primary key,
  account_id bigint not null references bodies.account on delete cascade,
  body_id bigint references bodies.body,
  role text not null,
  expires_on date,
  warned_on date,
  created_at timestamptz not null,
  unique nulls not distinct (account_id, body_id, role),
  check ((body_id is null) = (role in ('programme-manager', 'methodologist', 'publisher', 'support', 'auditor'))),
  check (role in ('administrator', 'service-owner', 'analyst', 'suggestion-reader',
                  'programme-manager', 'methodologist', 'publisher', 'support', 'auditor'))
);
create index membership_body on bodies.membership (body_id);

-- Service owners see these services and no others.
create table bodies.owned_service (
  membership_id bigint not null references bodies.membership on delete cascade,
  service_id bigint not null references bodies.service on delete cascade,
  primary key (membership_id, service_id)
);

-- Bodies join: who asks, the link to the PEC of the registry, the decision, the agreement.
create table bodies.adhesion (
  id bigint generated always as identity primary key,
  body_id bigint not null references bodies.body,
  requester_name text not null,
  requester_email text not null,
  requester_office text not null default '',
  -- expired: nobody opened the link in time.
  state text not null check (state in ('requested', 'active', 'refused', 'expired', 'suspended', 'closed')),
  -- The PEC address the link went to; null when the registry has none and a person must decide.
  sent_to text,
  reason text,
  -- What was accepted last, by whom and when; the log of acts has every acceptance.
  agreement_version text,
  agreement_hash text,
  accepted_at timestamptz,
  accepted_by bigint references bodies.account on delete set null,
  requested_at timestamptz not null,
  decided_at timestamptz
);
-- One adhesion of a body is open at a time.
create unique index adhesion_open on bodies.adhesion (body_id) where state in ('requested', 'active', 'suspended');
create index adhesion_body on bodies.adhesion (body_id);

-- 'suspended' or 'closed' while the adhesion of a body is: its people then only read and its touchpoints ask nothing. A body
-- without any adhesion, as in a demonstration, is held by nothing. It tells no more than that, so it may be asked by all.
create function bodies.hold_of(body bigint) returns text
language sql stable parallel safe security definer set search_path = pg_catalog as $$
  select case when bool_or(state = 'active') then null
              when bool_or(state = 'suspended') then 'suspended'
              when bool_or(state = 'closed') then 'closed' end
  from bodies.adhesion where body_id = body
$$;

-- One-time links; only the hash of the token is kept.
create table bodies.invitation (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  -- member: a role for whoever opens it; recovery: a new passkey for an account; adhesion: the body's first administrator.
  purpose text not null check (purpose in ('member', 'recovery', 'adhesion')),
  account_id bigint references bodies.account on delete cascade,
  adhesion_id bigint references bodies.adhesion,
  body_id bigint references bodies.body,
  role text,
  services bigint[] not null default '{}',
  role_expires_on date,
  name text not null default '',
  email text not null default '',
  invited_by bigint references bodies.account on delete set null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index invitation_body on bodies.invitation (body_id);

create table bodies.session (
  id_hash bytea primary key,
  account_id bigint not null references bodies.account on delete cascade,
  method text not null check (method in ('passkey', 'oidc', 'invitation')),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  -- The last time the person proved who they are.
  fresh_at timestamptz not null,
  -- Support looks at the workspace as this body sees it, without any answer data.
  viewing_body_id bigint references bodies.body
);
create index session_account on bodies.session (account_id);

-- What a browser must bring back once and soon: challenges of passkeys, states of log-ins elsewhere.
create table bodies.challenge (
  id_hash bytea primary key,
  kind text not null,
  content jsonb not null,
  expires_at timestamptz not null
);

create table bodies.api_key (
  id bigint generated always as identity primary key,
  body_id bigint not null references bodies.body,
  name text not null,
  -- The beginning of the key, by which people recognise it.
  prefix text not null unique,
  key_hash bytea not null,
  scopes text[] not null,
  per_minute int not null check (per_minute between 1 and 100000),
  created_by bigint references bodies.account on delete set null,
  created_at timestamptz not null,
  expires_on date,
  revoked_at timestamptz,
  replaced_by bigint references bodies.api_key,
  last_used_on date
);
create index api_key_body on bodies.api_key (body_id);

-- What was done, by whom, on what. Append-only; each entry holds the hash of the one before.
create table bodies.audit_entry (
  id bigint primary key,
  at timestamptz not null,
  -- Pseudonym of the account; null when the platform itself acted.
  actor uuid,
  act text not null,
  body_id bigint,
  subject text not null,
  before jsonb,
  after jsonb,
  previous_hash bytea not null,
  hash bytea not null
);
create index audit_entry_body on bodies.audit_entry (body_id, id);
create function bodies.refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the log of acts is only ever added to';
end $$;
create trigger audit_entry_append_only before update or delete on bodies.audit_entry
  for each row execute function bodies.refuse_audit_change();
create trigger audit_entry_no_truncate before truncate on bodies.audit_entry
  for each statement execute function bodies.refuse_audit_change();

-- Of an entry everything counts, in one spelling; times by their microsecond, whatever the zone of the connection.
create function bodies.audit_hash(entry bodies.audit_entry) returns bytea language sql stable as $$
  select sha256(entry.previous_hash || convert_to(jsonb_build_array(
    entry.id, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), entry.actor, entry.act, entry.body_id,
    entry.subject, entry.before, entry.after)::text, 'UTF8'))
$$;

-- The one way to add an entry. It runs as the owner of the table: who adds need not be allowed to read what others did.
create function bodies.add_audit_entry(at timestamptz, actor uuid, act text, body_id bigint, subject text, before jsonb, after jsonb)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  entry bodies.audit_entry;
begin
  perform pg_advisory_xact_lock(hashtext('bodies.audit_entry'));
  select coalesce(max(last.id), 0) + 1 into entry.id from bodies.audit_entry last;
  select last.hash into entry.previous_hash from bodies.audit_entry last where last.id = entry.id - 1;
  entry.previous_hash := coalesce(entry.previous_hash, '');
  entry.at := at; entry.actor := actor; entry.act := act; entry.body_id := body_id; entry.subject := subject;
  entry.before := before; entry.after := after;
  entry.hash := bodies.audit_hash(entry);
  insert into bodies.audit_entry select entry.*;
end $$;

revoke execute on function bodies.add_audit_entry from public;

-- Whether a person has roles beyond this body. Who gives somebody their access back must know it, without seeing which.
create function bodies.has_roles_elsewhere(account bigint, body bigint) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from bodies.membership where account_id = account and body_id is distinct from body)
$$;
revoke execute on function bodies.has_roles_elsewhere from public;

-- Touchpoints that were put together: the code goes on asking, as the other one.
alter table bodies.touchpoint add column merged_into bigint references bodies.touchpoint check (merged_into <> id);

-- A body that tries a touchpoint asks whether its trial answers have come in: few rows among very many.
create index answer_test on collect.answer (service_id, touchpoint_id, day) where state = 'test';

-- base: mails that wait to be sent, or that stay here when no mail server is configured; long work with its progress.
create table base.mail (
  id bigint generated always as identity primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null,
  -- handed: somebody gave its content to the recipient in another way.
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'kept', 'failed', 'handed')),
  attempts int not null default 0,
  next_attempt_at timestamptz not null,
  sent_at timestamptz,
  -- Code of what went wrong last: never an address or a text.
  problem text
);
create index mail_waiting on base.mail (next_attempt_at) where state = 'waiting';

create table base.task (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  title text not null,
  account_id bigint,
  body_id bigint,
  state text not null default 'running' check (state in ('running', 'done', 'failed', 'cancelled', 'interrupted')),
  done bigint not null default 0,
  total bigint,
  result jsonb,
  created_at timestamptz not null,
  -- A task whose process has not spoken for a minute was interrupted.
  heard_at timestamptz not null,
  cancel_wanted boolean not null default false
);
create index task_account on base.task (account_id, created_at);
