-- What ground counts as seen becomes the street's to say: sight distances by kind of plot, building footprints that
-- block sight, drone photographs. Tiles say which look they are of, since a distance alone no longer tells ground
-- from doors.
alter table ground_tile drop constraint ground_tile_within_m_check;
alter table ground_tile add column look text not null default 'sight' check (look in ('sight', 'door', 'drone'));
-- The owner sees rows of all streets for the moment of this change only.
alter table ground_tile no force row level security;
update ground_tile set look = 'door' where within_m = 20;
alter table ground_tile force row level security;
alter table ground_tile alter column look drop default;
alter table ground_tile add check (within_m between 1 and 100 or (look = 'drone' and within_m = 0));
alter table ground_tile drop constraint ground_tile_pkey;
alter table ground_tile add primary key (street_id, round_id, look, within_m, tile_key, day, team_id);

-- One row a street, once anything was said. `footprints` names the import in force, so that walls kept in memory are
-- known to be those of the row.
create table ground_rule (
  street_id bigint primary key references street,
  sights jsonb not null,                   -- metres by kind of plot, where they differ from the defaults
  footprints uuid,
  changed_by uuid not null,                -- person
  changed_at timestamptz not null
);

-- Footprints of the import in force; a new import replaces them all.
create table footprint (
  street_id bigint not null references street,
  id uuid not null,
  building_id uuid,                        -- the building of the register that stands in it
  outline jsonb not null,                  -- GeoJSON Polygon, WGS 84
  primary key (street_id, id),
  foreign key (street_id, building_id) references place
);
create index footprint_building on footprint (street_id, building_id);

-- Where a drone camera was and looked. Appended by import, never edited; a photograph of the same round, moment and
-- position is the same photograph.
create table drone_photo (
  street_id bigint not null references street,
  id uuid not null,
  round_id uuid not null,
  name text not null,                      -- file name
  taken_at timestamptz not null,
  lon double precision not null,
  lat double precision not null,
  height_m double precision not null,      -- above the ground
  heading double precision not null,       -- degrees clockwise from north
  pitch double precision not null,         -- degrees, -90 straight down
  view_across double precision not null,   -- degrees
  view_along double precision not null,
  imported_by uuid not null,               -- person
  imported_at timestamptz not null,
  primary key (street_id, id),
  unique (street_id, round_id, taken_at, lon, lat),
  foreign key (street_id, round_id) references round
);
create trigger drone_photo_append_only before update or delete on drone_photo for each row execute function refuse_change();

do $$
declare t text;
begin
  foreach t in array array['ground_rule', 'footprint', 'drone_photo']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy street_only on %I using (street_id = current_street()) with check (street_id = current_street())', t);
  end loop;
end $$;
