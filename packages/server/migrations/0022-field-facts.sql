-- What the new kinds of fact need: more of a position, and the derived state of households and of places added in the
-- field. All derived tables are rebuilt by `lingzhu rebuild`.

alter table fact
  add column fix_at timestamptz,           -- when the position was fixed, by the device; null: not told
  add column altitude_m real,
  add column heading_deg real,
  add column speed_ms real;

create index fact_outreach on fact (street_id, place_id, kind) where kind in ('notice', 'commitment');

-- What a household was served, and what it or a key plot signed, in one campaign.
create table outreach (
  street_id bigint not null,
  campaign_id uuid not null,
  place_id uuid not null,
  notice text check (notice in ('handed','posted','refused','no_one_in')),
  notice_id uuid,
  notice_at timestamptz,
  notices integer not null default 0,
  commitment text check (commitment in ('signed','refused')),
  commitment_id uuid,
  commitment_at timestamptz,
  commitments integer not null default 0,
  primary key (street_id, campaign_id, place_id)
);

-- Where a place added in the field stands. place_id is the fact's id and the place's. stands_for is the place that
-- counts in its stead at the end of a chain of merges; its own id while it was not merged.
create table place_addition (
  street_id bigint not null,
  place_id uuid not null,
  state text not null check (state in ('awaiting','confirmed','merged','rejected','withdrawn')),
  merged_into uuid,
  stands_for uuid not null,
  added_by uuid not null,                  -- person
  added_at timestamptz not null,           -- the device's clock
  decided_by uuid,
  decided_at timestamptz,
  decision_id uuid,
  primary key (street_id, place_id),
  check ((state = 'merged') = (merged_into is not null))
);
create index place_addition_state on place_addition (street_id, state);
create index place_addition_stands_for on place_addition (street_id, stands_for);

-- The one place where it is written which facts count: not corrected or retracted by a later fact; and where they
-- count: at the place that stands for the recorded one. Facts themselves are never edited.
create view standing_fact with (security_invoker = true) as
select f.*, coalesce(a.stands_for, f.place_id) as standing_place_id
from fact f
left join place_addition a on a.street_id = f.street_id and a.place_id = f.place_id
where not exists (select 1 from fact c where c.street_id = f.street_id and c.corrects = f.id);

do $$
declare t text;
begin
  foreach t in array array['outreach', 'place_addition']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy street_only on %I using (street_id = current_street()) with check (street_id = current_street())', t);
  end loop;
end $$;
