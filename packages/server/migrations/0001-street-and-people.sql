-- The tenant and the people who work in it. Every table of a street carries street_id first in its key,
-- so that the schema distributes by that column and row-level security has one rule for all.

create table street (
  street_id bigint primary key,            -- 12-digit statistical code at founding; code may be revised, the id stays
  code text not null unique check (code ~ '^\d{12}$'),
  name text not null,
  region text not null,                    -- 省市区 above the street, for letter heads
  center_lon double precision,
  center_lat double precision,
  demo boolean not null default false,
  created_at timestamptz not null
);

create table person (
  street_id bigint not null references street,
  id uuid not null,
  name text not null,
  post text,
  organisation text,
  community_id uuid,
  phone_sealed bytea,
  created_at timestamptz not null,
  primary key (street_id, id)
);

create table account (
  street_id bigint not null,
  id uuid not null,
  person_id uuid not null,
  login text not null,
  password_hash text not null,
  created_at timestamptz not null,
  disabled_at timestamptz,
  primary key (street_id, id),
  foreign key (street_id, person_id) references person
);

-- Roles are dated rows: taking a role away ends it, so that "who could read this then" stays answerable.
create table account_grant (
  street_id bigint not null,
  id uuid not null,
  account_id uuid not null,
  role text not null,
  community_id uuid,
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (street_id, id),
  foreign key (street_id, account_id) references account
);
create index account_grant_account on account_grant (street_id, account_id);

create table session (
  street_id bigint not null,
  token_hash bytea not null,               -- SHA-256 of the cookie's token; the token itself is never stored
  id uuid not null,
  account_id uuid not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  revoked_at timestamptz,
  primary key (street_id, token_hash),
  foreign key (street_id, account_id) references account
);
create index session_account on session (street_id, account_id);

-- Read before any street is known, so these three stay outside row-level security. They hold no personal data.
create table login (
  login text primary key,                  -- lower case
  street_id bigint not null,
  account_id uuid not null
);
create table login_throttle (
  key text primary key,
  failures integer not null,
  last_failure_at timestamptz not null,
  blocked_until timestamptz
);
create table setup_code (
  code_hash bytea primary key,
  created_at timestamptz not null,
  used_at timestamptz
);
