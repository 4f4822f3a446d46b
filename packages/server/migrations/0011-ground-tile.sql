-- Ground that was within sight of what teams walked, as bits on one grid per street. Derived from track facts;
-- rebuilt by `lingzhu rebuild`.

-- The grid of a street. Chosen when its first track arrives and never changed: bits of two grids cannot be merged.
create table ground_grid (
  street_id bigint primary key references street,
  lon0 double precision not null,
  lat0 double precision not null,
  cell_m double precision not null check (cell_m > 0)
);

-- One row is one tile of 256 × 256 cells: what one team had within so many metres on one day of a round. Union of rows
-- is bitwise OR: over days it is seen by then, over teams seen at all; two rows with the same cell saw it twice.
-- No foreign keys, like round_place: rows are written by intake with every chunk of every track.
create table ground_tile (
  street_id bigint not null,
  round_id uuid not null,
  day date not null,
  team_id uuid not null,                   -- who walks without a team is a team of one: the person's id
  within_m smallint not null check (within_m in (3, 5, 15, 20)),  -- sight by kind of plot; 20: near a door
  tile_key integer not null,               -- tileKey() of @lingzhu/geo
  bits bytea not null,                     -- encodeTile() of @lingzhu/geo
  primary key (street_id, round_id, within_m, tile_key, day, team_id)
);
create index ground_tile_day on ground_tile (street_id, round_id, day, team_id);
-- The bits are compressed already.
alter table ground_tile alter column bits set storage external;

do $$
declare t text;
begin
  foreach t in array array['ground_grid', 'ground_tile']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy street_only on %I using (street_id = current_street()) with check (street_id = current_street())', t);
  end loop;
end $$;
