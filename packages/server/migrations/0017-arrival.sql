-- What arrives from phones, and what is still on its way.

-- The clock of a device as measured with a batch: device minus server. Facts keep the device's time as it was.
create table clock_reading (
  street_id bigint not null references street,
  id uuid not null,
  device_id uuid not null,
  person_id uuid not null,
  received_at timestamptz not null,
  skew_ms bigint not null,
  facts integer not null,
  primary key (street_id, id)
);
create index clock_reading_device on clock_reading (street_id, device_id, received_at desc);

-- Records of photographs whose bytes were not here when the record came. Derived from fact and media; a row whose bytes
-- came at the same moment may stay and is passed over. Rebuilt by `lingzhu rebuild`.
create table photograph_awaited (
  street_id bigint not null,
  fact_id uuid not null,
  sha256 text not null,
  primary key (street_id, fact_id)
);
create index photograph_awaited_bytes on photograph_awaited (street_id, sha256);
-- Streets are hidden from one another even from a migration; what exists is read across all of them.
alter table fact no force row level security;
alter table media no force row level security;
insert into photograph_awaited (street_id, fact_id, sha256)
select f.street_id, f.id, f.body ->> 'sha256' from fact f
where f.kind = 'photograph' and not exists (
  select 1 from media m where m.street_id = f.street_id and m.sha256 = f.body ->> 'sha256');
alter table fact force row level security;
alter table media force row level security;

do $$
declare t text;
begin
  foreach t in array array['clock_reading', 'photograph_awaited']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy street_only on %I using (street_id = current_street()) with check (street_id = current_street())', t);
  end loop;
end $$;
