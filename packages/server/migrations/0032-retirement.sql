-- When a place left the register and when it came back, why and by whom: one dated row for each act, never changed.
-- place.retired_at says how it stands now.
create table retirement (
  street_id bigint not null,
  id uuid not null,
  place_id uuid not null,
  act text not null check (act in ('retire', 'reinstate')),
  reason text not null,
  acted_at timestamptz not null,
  acted_by uuid,                           -- person; null where nobody was signed in
  primary key (street_id, id),
  foreign key (street_id, place_id) references place,
  foreign key (street_id, acted_by) references person
);
create index retirement_place on retirement (street_id, place_id, acted_at);

-- Places that were retired before have their reason in the audit. No street is named here, so the policies of the
-- tables that are read rest while this runs.
alter table place no force row level security;
alter table account no force row level security;
alter table audit no force row level security;
insert into retirement (street_id, id, place_id, act, reason, acted_at, acted_by)
select p.street_id, gen_random_uuid(), p.id, 'retire', coalesce(a.reason, '未写明'), p.retired_at, a.person_id
from place p
left join lateral (
  select u.detail ->> 'reason' as reason, c.person_id from audit u
  left join account c on c.street_id = u.street_id and c.id = u.account_id
  where u.street_id = p.street_id and u.noun = 'place' and u.object_id = p.id::text and u.act = 'place.retire'
  order by u.seq desc limit 1
) a on true
where p.retired_at is not null;
alter table place force row level security;
alter table account force row level security;
alter table audit force row level security;

alter table retirement enable row level security;
alter table retirement force row level security;
create policy street_only on retirement using (street_id = current_street()) with check (street_id = current_street());
create trigger retirement_append_only before update or delete on retirement
  for each row execute function refuse_change();
