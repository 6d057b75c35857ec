-- collect: GATE. What looks like abuse is kept apart with a declared reason, never dropped: it enters the cube, or leaves the
-- figures for good, only when two people say so.

alter table collect.answer add column held_for text
  constraint answer_held_for_check check (held_for in ('honeypot', 'haste', 'rate', 'load', 'review'));
alter table collect.answer drop constraint answer_state_check;
alter table collect.answer add constraint answer_state_check check (state in ('counted', 'quarantined', 'excluded', 'test'));
-- Nothing is kept apart without saying why, and nothing that counts carries a suspicion.
alter table collect.answer add constraint answer_reason_check
  check ((state in ('quarantined', 'excluded')) = (held_for is not null));
-- Few rows among very many: an answer that counts pays nothing for this.
create index answer_held on collect.answer (service_id, day) where state in ('quarantined', 'excluded');

-- As the one of 0004, which stays for processes that still run beside this migration, with one array more.
create function collect.take_new(
  taken_today date, service_ids bigint[], ids uuid[], days date[], fingerprints text[], sealed_expiries int[],
  touchpoint_ids bigint[], version_ids int[], source_ids int[], streams text[], channels text[], devices text[],
  user_kinds text[], languages text[], states text[], reasons text[], code_lists text[], suggestions text[]
) returns boolean language plpgsql as $$
begin
  with submitted as materialized (
    select service_id, id, day, decode(fingerprint, 'hex') as fingerprint, sealed_expiry, touchpoint_id, version_id,
           source_id, stream, channel, device, user_kind, language, state, held_for, codes::smallint[] as codes, suggestion
    from unnest(service_ids, ids, days, fingerprints, sealed_expiries, touchpoint_ids, version_ids, source_ids, streams,
                channels, devices, user_kinds, languages, states, reasons, code_lists, suggestions)
      as s (service_id, id, day, fingerprint, sealed_expiry, touchpoint_id, version_id, source_id, stream, channel, device,
            user_kind, language, state, held_for, codes, suggestion)
  ), receipts as (
    insert into collect.receipt (service_id, id, day, fingerprint, sealed_expiry, taken_on)
    select service_id, id, day, fingerprint, sealed_expiry, taken_today from submitted
  ), answers as (
    insert into collect.answer (service_id, day, id, touchpoint_id, version_id, source_id, stream, channel, device,
                                user_kind, language, state, held_for, codes, suggestion)
    select service_id, day, id, touchpoint_id, version_id, source_id, stream, channel, device,
           user_kind, language, state, held_for, codes, suggestion
    from submitted
  )
  insert into collect.pending (service_id, day, version_id, source_id, stream, channel, device, user_kind, sign, codes)
  select service_id, day, version_id, source_id, stream, channel, device, user_kind, 1, codes
  from submitted where state = 'counted';
  return true;
exception
  when unique_violation then return false;
end $$;

-- What one person proposes and another confirms. `n`: how many answers it was about when it was proposed; `moved`: how many it
-- moved. release: what is kept apart counts after all; exclude: it never will; withdraw: what counted counts no more.
create table collect.proposal (
  id bigint generated always as identity unique,
  service_id bigint not null,
  touchpoint_id bigint not null,
  act text not null check (act in ('release', 'exclude', 'withdraw')),
  held_for text check (held_for in ('honeypot', 'haste', 'rate', 'load', 'review')),
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  n bigint not null,
  why text not null,
  proposed_by bigint not null,
  proposed_on date not null,
  state text not null default 'open' check (state in ('open', 'confirmed', 'refused')),
  decided_by bigint,
  decided_on date,
  moved bigint,
  primary key (service_id, id),
  constraint proposal_subject_check check ((act = 'withdraw') = (held_for is null)),
  -- Whoever proposed may take it back, never confirm it.
  constraint proposal_four_eyes_check check (state <> 'confirmed' or (decided_by is not null and decided_by <> proposed_by))
);
create index proposal_open on collect.proposal (id) where state = 'open';

-- Whether the person who acts may see what is kept apart at this service. Who acts with the platform's own rights may.
create function collect.sees_held(service bigint) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select current_setting('role') <> 'ascolto_workspace' or (bodies.sees_answers() and exists (
    select from bodies.service where service.id = $1 and (bodies.sees_body(body_id) or service.id = any(bodies.setting('services')))))
$$;
create function collect.decides() returns boolean language sql stable as $$
  select current_setting('role') <> 'ascolto_workspace' or coalesce(current_setting('ascolto.decides', true), '') = 'on'
$$;
-- Nobody decides in the name of another.
create function collect.decides_as(account bigint) returns boolean language sql stable as $$
  select collect.decides() and (current_setting('role') <> 'ascolto_workspace' or account = any(bodies.setting('account')))
$$;

-- Answers of a service that are kept apart, in groups; never one of them. `code` is that of the first question.
create function collect.held_answers(service bigint)
returns table (touchpoint_id bigint, day date, version_id int, stream text, state text, held_for text, code smallint, n bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select answer.touchpoint_id, answer.day, answer.version_id, answer.stream, answer.state, answer.held_for, answer.codes[1], count(*)
  from collect.answer
  where answer.service_id = service and answer.state in ('quarantined', 'excluded') and collect.sees_held(service)
  group by 1, 2, 3, 4, 5, 6, 7
$$;

-- The same for all services, for who decides or follows the programme.
create function collect.held_groups()
returns table (service_id bigint, touchpoint_id bigint, state text, held_for text, from_day date, to_day date, n bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select answer.service_id, answer.touchpoint_id, answer.state, answer.held_for, min(answer.day), max(answer.day), count(*)
  from collect.answer
  where answer.state in ('quarantined', 'excluded')
    and (current_setting('role') <> 'ascolto_workspace' or (bodies.sees_everything() and bodies.sees_answers()))
  group by 1, 2, 3, 4
$$;

-- How many answers a proposal would move.
create function collect.count_proposed(service bigint, touchpoint bigint, act text, reason text, first date, last date)
returns bigint language sql stable security definer set search_path = pg_catalog as $$
  select count(*) from collect.answer
  where collect.decides() and answer.service_id = service and answer.touchpoint_id = touchpoint and answer.day between first and last
    and answer.source_id = 0 and case act
      when 'release' then answer.state in ('quarantined', 'excluded') and answer.held_for = reason
      when 'exclude' then answer.state = 'quarantined' and answer.held_for = reason
      else answer.state = 'counted' end
$$;

-- Decides an open proposal and moves its answers, with their contributions to the cube, in the one transaction.
-- Returns how many moved; null when it is not open any more. The table refuses who would confirm their own.
create function collect.decide_proposal(proposal_id bigint, account bigint, today date, confirms boolean)
returns bigint language plpgsql security definer set search_path = pg_catalog as $$
declare
  chosen collect.proposal;
  count_moved bigint := 0;
begin
  if not collect.decides_as(account) then raise insufficient_privilege; end if;
  select * into chosen from collect.proposal where id = proposal_id and state = 'open' for update;
  if not found then return null; end if;
  update collect.proposal set state = case when confirms then 'confirmed' else 'refused' end, decided_by = account, decided_on = today
  where id = proposal_id;
  if not confirms then return 0; end if;
  with moved as (
    update collect.answer set
      state = case chosen.act when 'release' then 'counted' else 'excluded' end,
      held_for = case chosen.act when 'release' then null when 'withdraw' then 'review' else held_for end
    where answer.service_id = chosen.service_id and answer.touchpoint_id = chosen.touchpoint_id
      and answer.day between chosen.from_day and chosen.to_day and answer.source_id = 0 and case chosen.act
        when 'release' then answer.state in ('quarantined', 'excluded') and answer.held_for = chosen.held_for
        when 'exclude' then answer.state = 'quarantined' and answer.held_for = chosen.held_for
        else answer.state = 'counted' end
    returning service_id, day, version_id, source_id, stream, channel, device, user_kind, codes
  ), folded as (
    insert into collect.pending (service_id, day, version_id, source_id, stream, channel, device, user_kind, sign, codes)
    select service_id, day, version_id, source_id, stream, channel, device, user_kind,
           case chosen.act when 'release' then 1 else -1 end, codes
    from moved where chosen.act <> 'exclude'
  )
  select count(*) into count_moved from moved;
  update collect.proposal set moved = count_moved where id = proposal_id;
  return count_moved;
end $$;

revoke execute on function collect.sees_held, collect.held_answers, collect.held_groups, collect.count_proposed, collect.decide_proposal
  from public;

insert into base.role_right (role, object, privilege)
select 'ascolto_workspace', object, privilege
from (values
  ('collect.proposal', 'select'), ('collect.proposal', 'insert'),
  ('collect.sees_held', 'execute'), ('collect.held_answers', 'execute'), ('collect.held_groups', 'execute'),
  ('collect.count_proposed', 'execute'), ('collect.decide_proposal', 'execute')
) as given (object, privilege);

alter table collect.proposal enable row level security;
create policy workspace_reads on collect.proposal for select using (collect.sees_held(service_id));
create policy workspace_adds on collect.proposal for insert
  with check (collect.decides_as(proposed_by) and state = 'open');
