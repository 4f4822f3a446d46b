-- A ledger file on its way in: read, checked, imported. The file lies in the uploads folder until it is imported;
-- this row holds no resident's data but the first rows for the mapping screen, which are sealed.
create table ledger_import (
  street_id bigint not null references street,
  id uuid not null,
  filename text not null,
  state text not null check (state in ('read','checking','checked','importing','done','failed')),
  uploaded_at timestamptz not null,
  uploaded_by uuid,
  headers jsonb not null,
  sample_sealed bytea not null,
  row_count integer,
  mapping jsonb not null,
  unmatched jsonb not null,
  datum text check (datum in ('wgs84','cgcs2000','gcj02','bd09')),
  progress jsonb,
  difference_sealed bytea,                 -- counts, and samples that quote the file
  problem text,
  primary key (street_id, id)
);
create index ledger_import_time on ledger_import (street_id, uploaded_at);
alter table ledger_import enable row level security;
alter table ledger_import force row level security;
create policy street_only on ledger_import
  using (street_id = current_street()) with check (street_id = current_street());

-- Ledgers name who tends a plot; sealed like those of a household.
alter table plot add column head_sealed bytea, add column phone_sealed bytea;

-- Padded numbers and the step between levels only sort right by bytes, whatever the database's collation.
alter table place alter column sort_key type text collate "C";
