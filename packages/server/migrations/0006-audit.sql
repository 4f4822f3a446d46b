-- One chain per street: each entry's hash covers its content and the hash before it, so a changed, missing or
-- reordered row shows. The head row is locked by the writer, which puts the entries of a street in one order.
create table audit_head (
  street_id bigint primary key references street,
  seq bigint not null,
  hash bytea not null
);
create table audit (
  street_id bigint not null references street,
  seq bigint not null,
  at timestamptz not null,
  account_id uuid,                         -- null: the command line or the system itself
  session_id uuid,
  act text not null,
  noun text not null,
  object_id text,
  detail jsonb not null,
  hash bytea not null,
  primary key (street_id, seq)
);
create index audit_object on audit (street_id, noun, object_id);
create index audit_account on audit (street_id, account_id, seq);
create trigger audit_append_only before update or delete on audit for each row execute function refuse_change();
