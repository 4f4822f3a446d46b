-- Browsers that asked to be woken when a finding arrives. The address is the push service's and works for whoever has
-- it, so it is sealed; endpoint_hash finds it again.
create table push_subscription (
  street_id bigint not null references street,
  id uuid not null,
  account_id uuid not null,
  endpoint_hash bytea not null,
  subscription_sealed bytea not null,      -- endpoint and the browser's keys
  created_at timestamptz not null,
  primary key (street_id, id),
  unique (street_id, endpoint_hash),
  foreign key (street_id, account_id) references account
);
create index push_subscription_account on push_subscription (street_id, account_id);
alter table push_subscription enable row level security;
alter table push_subscription force row level security;
create policy street_only on push_subscription
  using (street_id = current_street()) with check (street_id = current_street());

-- When the push services were told of an alert; null: not yet, or nobody asked for it.
alter table alert add column pushed_at timestamptz;
create index alert_unpushed on alert (street_id, created_at) where pushed_at is null;
