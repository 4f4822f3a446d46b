-- Field facts: appended, never edited. Their ids are made on the device (UUIDv7), so a resent fact is known.
create table fact (
  street_id bigint not null references street,
  id uuid not null,
  kind text not null,
  author_id uuid not null,                 -- person
  account_id uuid not null,
  device_id uuid not null,
  recorded_at timestamptz not null,        -- the device's clock
  received_at timestamptz not null,        -- the server's clock
  place_id uuid,
  round_id uuid,
  finding_id uuid,
  lon double precision,
  lat double precision,
  accuracy_m real,
  corrects uuid,
  body jsonb not null,
  digest bytea not null,                   -- SHA-256 of the canonical fact: same id with other content is refused
  seq bigint generated always as identity,
  -- With seq this orders the change feed: rows whose txid lies below the oldest running transaction
  -- are final, so a reader's cursor never steps over one that commits late.
  txid xid8 not null default pg_current_xact_id(),
  primary key (street_id, id),
  foreign key (street_id, author_id) references person
);
create index fact_feed on fact (street_id, txid, seq);
create index fact_place on fact (street_id, place_id, recorded_at);
create index fact_round on fact (street_id, round_id, kind, recorded_at);
create index fact_finding on fact (street_id, finding_id, recorded_at) where finding_id is not null;
create index fact_author on fact (street_id, author_id, recorded_at);
create index fact_corrects on fact (street_id, corrects) where corrects is not null;
create index fact_photograph_of on fact (street_id, ((body ->> 'ofFactId'))) where kind = 'photograph';

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'append-only: % may not be changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger fact_append_only before update or delete on fact for each row execute function refuse_change();

-- Bytes of photographs lie in the media folder under their SHA-256; this row says that they are there.
create table media (
  street_id bigint not null references street,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes integer not null,
  mime text not null,
  stored_at timestamptz not null,
  primary key (street_id, sha256)
);

-- Derived from sightings and finding events; rebuilt by `lingzhu rebuild`. The id is the sighting's.
create table finding (
  street_id bigint not null references street,
  id uuid not null,
  number text not null,
  campaign_id uuid,
  place_id uuid,
  community_id uuid,
  round_id uuid,
  reported_by uuid not null,
  source text not null,
  note text,
  lon double precision,
  lat double precision,
  opened_at timestamptz not null,
  closed_at timestamptz,
  state text not null,
  species text,
  look_alike text,
  stage text,
  reported_stems integer,
  verified_stems integer,
  eradicated_stems integer,
  eradicated_on date,
  revisit_due_on date,
  clean_revisits integer not null default 0,
  primary key (street_id, id),
  unique (street_id, number)
);
create index finding_state on finding (street_id, state);
create index finding_community on finding (street_id, community_id);
create index finding_place on finding (street_id, place_id);

-- Who was told of a finding, written in the transaction that opened it.
create table alert (
  street_id bigint not null references street,
  id uuid not null,
  audience text not null check (audience in ('office','police','secretary')),
  finding_id uuid not null,
  community_id uuid,
  created_at timestamptz not null,
  seen_at timestamptz,
  seen_by uuid,
  primary key (street_id, id)
);
create index alert_finding on alert (street_id, finding_id);
create index alert_unseen on alert (street_id, audience, created_at) where seen_at is null;
