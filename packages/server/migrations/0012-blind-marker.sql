-- Draws of random places, and the blind markers placed at them. A draw keeps its seed and what it drew, so that
-- nobody has to believe that it was random: with the register of that day it can be repeated.
create table draw (
  street_id bigint not null,
  id uuid not null,
  round_id uuid not null,
  purpose text not null check (purpose in ('marker', 'cross_check')),
  seed text not null,
  drawn_by uuid not null,                  -- person
  drawn_at timestamptz not null,
  strata jsonb not null,                   -- [{key, name, of, drawn}]
  primary key (street_id, id),
  foreign key (street_id, round_id) references round,
  foreign key (street_id, drawn_by) references person
);
create index draw_round on draw (street_id, round_id);

create table draw_place (
  street_id bigint not null,
  draw_id uuid not null,
  place_id uuid not null,
  stratum text not null,
  primary key (street_id, draw_id, place_id),
  foreign key (street_id, draw_id) references draw,
  foreign key (street_id, place_id) references place
);

-- Where the boards stand: read by inspectors' routes and by intake alone. Not derived, and never part of a place, a
-- zone or a time line, so that whoever looks at those is told nothing.
create table blind_marker (
  street_id bigint not null,
  id uuid not null,
  round_id uuid not null,
  draw_id uuid not null,
  place_id uuid not null,
  code text not null,
  placed_by uuid,
  placed_at timestamptz,
  lon double precision,                    -- where the board really stands, when the inspector said so
  lat double precision,
  removed_by uuid,
  removed_at timestamptz,
  gone boolean not null default false,     -- it was not there any more when the inspector came for it
  primary key (street_id, id),
  unique (street_id, code),
  unique (street_id, round_id, place_id),
  foreign key (street_id, round_id) references round,
  foreign key (street_id, draw_id) references draw,
  foreign key (street_id, place_id) references place,
  check ((placed_at is null) = (placed_by is null)),
  check (placed_at is null or removed_at is null or placed_at <= removed_at),
  check (not gone or (placed_at is not null and removed_at is not null))
);
create index fact_marker on fact (street_id, ((body ->> 'code'))) where kind = 'marker';

do $$
declare t text;
begin
  foreach t in array array['draw', 'draw_place', 'blind_marker']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy street_only on %I using (street_id = current_street()) with check (street_id = current_street())', t);
  end loop;
end $$;
