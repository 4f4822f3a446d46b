-- The street's own base map: one file at a time, replaced and never changed. Its bytes lie in the data folder under
-- this id; the row says that they are there, whole, and what they are.
create table base_map_file (
  street_id bigint not null references street,
  id uuid not null,
  filename text not null,
  bytes bigint not null check (bytes > 0),
  sha256 text not null,
  tiles text not null check (tiles in ('mvt', 'png', 'jpeg', 'webp', 'avif')),
  min_zoom smallint not null,
  max_zoom smallint not null,
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  uploaded_at timestamptz not null,
  uploaded_by uuid,                        -- account
  removed_at timestamptz,
  primary key (street_id, id),
  foreign key (street_id, uploaded_by) references account,
  check (min_zoom <= max_zoom)
);
create unique index base_map_file_in_use on base_map_file (street_id) where removed_at is null;

alter table base_map_file enable row level security;
alter table base_map_file force row level security;
create policy street_only on base_map_file
  using (street_id = current_street()) with check (street_id = current_street());
