-- What phones are told of changes since they last asked. A row carries the transaction that changed it; a reader keeps
-- the oldest transaction that still ran when it read (xmin of its snapshot), and next time is given every row changed by
-- that one or a later one. A transaction that commits late has a number that is not below any xmin taken while it ran,
-- so its rows are never stepped over; a row may be told twice. See src/sync/cursor.ts.

-- The history that cursors belong to. Numbers of transactions mean nothing in another one, so a restore makes it anew;
-- which database this is goes into every cursor too. Of the whole database and without personal data.
create table change_epoch (
  single boolean primary key default true check (single),
  id uuid not null
);
insert into change_epoch (id) values (gen_random_uuid());

create function mark_changed() returns trigger language plpgsql as $$
begin
  new.changed := pg_current_xact_id();
  return new;
end $$;

-- Every row that a zone's package is made of. The default is a constant while the column is added.
do $$
declare t text;
begin
  foreach t in array array['place', 'household', 'plot', 'round_place']
  loop
    execute format('alter table %I add column changed xid8 not null default pg_current_xact_id()', t);
    execute format('create trigger %I before update on %I for each row when (old is distinct from new)
      execute function mark_changed()', t || '_changed', t);
  end loop;
end $$;

-- A place that left a zone, for phones that have it. Written by triggers, so that no way out is forgotten.
create table zone_departure (
  street_id bigint not null,
  zone_id uuid not null,
  place_id uuid not null,
  changed xid8 not null default pg_current_xact_id(),
  primary key (street_id, zone_id, place_id)
);
alter table zone_departure enable row level security;
alter table zone_departure force row level security;
create policy street_only on zone_departure
  using (street_id = current_street()) with check (street_id = current_street());

create function note_departure() returns trigger language plpgsql as $$
begin
  insert into zone_departure (street_id, zone_id, place_id) values (old.street_id, old.zone_id, old.place_id)
  on conflict (street_id, zone_id, place_id) do update set changed = pg_current_xact_id();
  return null;
end $$;
create trigger round_place_moved after update on round_place for each row
  when (old.zone_id is not null and old.zone_id is distinct from new.zone_id) execute function note_departure();
create trigger round_place_gone after delete on round_place for each row
  when (old.zone_id is not null) execute function note_departure();
