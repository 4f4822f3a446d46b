-- The head of the audit chain at the end of each day, signed with the installation's key. Exported and kept elsewhere,
-- it proves that nobody wrote the chain anew behind the application's back: a chain that was rewritten from some entry
-- on is whole in itself, but no longer holds the hash that was signed.
create table audit_signed_head (
  street_id bigint not null references street,
  day date not null,
  seq bigint not null,
  hash bytea not null,
  signed_at timestamptz not null,
  key_id text not null,                    -- SHA-256 of the public key, first 16 digits
  signature bytea not null,                -- Ed25519 (RFC 8032) over the canonical text of the columns above
  primary key (street_id, day)
);
create trigger audit_signed_head_append_only before update or delete on audit_signed_head
  for each row execute function refuse_change();
alter table audit_signed_head enable row level security;
alter table audit_signed_head force row level security;
create policy street_only on audit_signed_head using (street_id = current_street()) with check (street_id = current_street());
