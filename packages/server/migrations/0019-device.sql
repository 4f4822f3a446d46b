-- Phones: a device is the registration of one phone for one account, with the public key whose private half never
-- leaves the phone. A field session is bound to it. A registration is never revived: a new one is a new row.
create table device (
  street_id bigint not null,
  id uuid not null,
  account_id uuid not null,
  phone_id uuid not null,                  -- the phone's own id (fact.device_id), one for all who share it
  name text not null,
  public_key bytea not null,               -- ECDSA P-256, SPKI
  state text not null check (state in ('active', 'revoked', 'late', 'readmitted', 'replaced')),
  registered_at timestamptz not null,
  revoked_at timestamptz,
  late_until timestamptz,                  -- records from before the revocation are taken until then
  reason text,
  unsent integer,                          -- as the phone last reported
  unsent_at timestamptz,
  primary key (street_id, id),
  unique (street_id, account_id, phone_id, public_key),
  foreign key (street_id, account_id) references account,
  check ((state in ('active', 'replaced')) = (revoked_at is null)),
  check (state <> 'late' or late_until is not null)
);
create unique index device_active on device (street_id, account_id, phone_id) where state = 'active';

-- Opens the records of a person on a phone when the PIN is forgotten. Sealed; released at password sign-in only.
create table device_recovery (
  street_id bigint not null,
  account_id uuid not null,
  phone_id uuid not null,
  key_sealed bytea not null,
  left_at timestamptz not null,
  primary key (street_id, account_id, phone_id),
  foreign key (street_id, account_id) references account
);

alter table session add column device_id uuid;
alter table session add column client text;              -- words for lists, e.g. Windows 上的 Edge
alter table session add foreign key (street_id, device_id) references device;
create index session_device on session (street_id, device_id) where device_id is not null;
create index session_id on session (street_id, id);

do $$
declare t text;
begin
  foreach t in array array['device', 'device_recovery']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy street_only on %I using (street_id = current_street()) with check (street_id = current_street())', t);
  end loop;
end $$;
