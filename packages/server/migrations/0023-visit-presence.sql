-- 可信程度 of each visit and who stands for it. Derived from visits, tracks, photographs and approvals; rebuilt by
-- `lingzhu rebuild`. No foreign keys: rows are written by intake with every batch.
create table visit_presence (
  street_id bigint not null,
  visit_id uuid not null,
  grade text not null check (grade in ('A','B','C','D')),
  reasons jsonb not null,                  -- [{code, amount}] of domain/presence
  approved_by uuid,                        -- person
  approved_at timestamptz,
  approval_reason text,
  primary key (street_id, visit_id),
  check ((approved_by is null) = (approved_at is null))
);
create index visit_presence_doubt on visit_presence (street_id, visit_id) where grade = 'C';

-- The same position on another phone.
create index fact_visit_fix on fact (street_id, lon, lat) where kind = 'visit' and lon is not null;
create index fact_approval on fact (street_id, ((body ->> 'visitId'))) where kind = 'presence-approval';

alter table visit_presence enable row level security;
alter table visit_presence force row level security;
create policy street_only on visit_presence using (street_id = current_street()) with check (street_id = current_street());
