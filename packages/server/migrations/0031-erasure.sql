-- Retention. Facts are never edited; at its retention date the content of a fact about a worker's whereabouts is erased,
-- once, and only what identifies the whereabouts: the row, its id, its digest and its times stay. What was erased, when
-- and why is a row of `erasure`, whose digest covers the digests of the facts: proof of what is gone without keeping it.
alter table fact add column erased_at timestamptz;

create function refuse_fact_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_setting('lingzhu.erasing', true) = 'on'
    and old.erased_at is null and new.erased_at is not null and old.kind = 'track'
    and to_jsonb(new) - '{body,lon,lat,accuracy_m,erased_at}'::text[]
      = to_jsonb(old) - '{body,lon,lat,accuracy_m,erased_at}'::text[] then
    return new;
  end if;
  raise exception 'append-only: % may not be changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;
drop trigger fact_append_only on fact;
create trigger fact_append_only before update or delete on fact for each row execute function refuse_fact_change();

create table erasure (
  street_id bigint not null references street,
  id uuid not null,
  subject text not null check (subject in ('track','resident','session')),
  round_id uuid,                           -- of tracks: the round they were walked in
  rows integer not null,
  digest bytea not null,                   -- SHA-256 over what identified the erased rows, in their order
  due_on date not null,
  erased_at timestamptz not null,
  primary key (street_id, id)
);
create unique index erasure_round on erasure (street_id, round_id) where round_id is not null;
create trigger erasure_append_only before update or delete on erasure for each row execute function refuse_change();
alter table erasure enable row level security;
alter table erasure force row level security;
create policy street_only on erasure using (street_id = current_street()) with check (street_id = current_street());
