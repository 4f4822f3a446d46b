-- The tree of places. Ancestors are written into each row, so that scopes, façades and roll-ups are one
-- indexed comparison instead of a walk.
create table place (
  street_id bigint not null references street,
  id uuid not null,
  parent_id uuid,
  kind text not null check (kind in ('street','community','grid','compound','building','unit','household','plot')),
  name text not null,
  code text,                               -- national code of a community
  natural_key text not null,               -- normalised path, by which a second import finds the same place
  path text not null,                      -- names from the community down, for people
  sort_key text not null,                  -- numbers padded, so that 2号楼 comes before 10号楼
  community_id uuid,
  grid_id uuid,
  compound_id uuid,
  building_id uuid,
  unit_id uuid,
  lon double precision,
  lat double precision,
  is_key boolean not null default false,   -- 重点部位
  source text not null check (source in ('plan','ledger','office','field')),
  created_at timestamptz not null,
  retired_at timestamptz,
  primary key (street_id, id),
  unique (street_id, natural_key)
);
create index place_community on place (street_id, community_id, kind);
create index place_compound on place (street_id, compound_id, kind);
create index place_building on place (street_id, building_id, kind);
create index place_parent on place (street_id, parent_id);
create index place_order on place (street_id, kind, sort_key);

create table household (
  street_id bigint not null,
  place_id uuid not null,
  floor integer,
  door text not null,
  residents integer,
  head_sealed bytea,                       -- 户主; AES-256-GCM, see src/seal
  phone_sealed bytea,
  primary key (street_id, place_id),
  foreign key (street_id, place_id) references place
);

create table plot (
  street_id bigint not null,
  place_id uuid not null,
  plot_kind text not null,
  area_m2 double precision,
  outline jsonb,                           -- GeoJSON Polygon, WGS 84
  primary key (street_id, place_id),
  foreign key (street_id, place_id) references place
);
