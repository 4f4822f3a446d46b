create table campaign (
  street_id bigint not null references street,
  id uuid not null,
  title text not null,
  year integer not null,
  starts_on date not null,
  ends_on date not null,
  goals jsonb not null,
  office_at text,
  office_head text,
  plan_text text not null,
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (street_id, id),
  check (starts_on <= ends_on)
);

create table phase (
  street_id bigint not null,
  id uuid not null,
  campaign_id uuid not null,
  name text not null,
  starts_on date not null,
  ends_on date not null,
  ordinal integer not null,
  primary key (street_id, id),
  foreign key (street_id, campaign_id) references campaign,
  check (starts_on <= ends_on)
);
create index phase_campaign on phase (street_id, campaign_id);

-- What the plan imposes, each with the sentence that it came from.
create table plan_duty (
  street_id bigint not null,
  id uuid not null,
  campaign_id uuid not null,
  kind text not null,
  text text not null,
  ordinal integer not null,
  primary key (street_id, id),
  foreign key (street_id, campaign_id) references campaign
);
create index plan_duty_campaign on plan_duty (street_id, campaign_id);

create table leading_group_member (
  street_id bigint not null,
  id uuid not null,
  campaign_id uuid not null,
  place_id uuid,                           -- null: the street's group; a community: that community's own
  role text not null check (role in ('组长','副组长','成员')),
  person_id uuid not null,
  post text,
  ordinal integer not null,
  valid_from date not null,
  valid_to date,
  primary key (street_id, id),
  foreign key (street_id, campaign_id) references campaign,
  foreign key (street_id, person_id) references person
);
create index leading_group_member_campaign on leading_group_member (street_id, campaign_id);
create index leading_group_member_person on leading_group_member (street_id, person_id);

-- Valid-time rows: who answers for this place, as what, from which day to which (both included).
create table duty (
  street_id bigint not null,
  id uuid not null,
  person_id uuid not null,
  place_id uuid not null,
  kind text not null check (kind in ('first_responsible','contract_cadre','contract_unit','grid_worker')),
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (street_id, id),
  foreign key (street_id, person_id) references person,
  foreign key (street_id, place_id) references place
  -- valid_to may lie one day before valid_from: a duty replaced on its first day never held.
);
create index duty_place on duty (street_id, place_id, kind);
create index duty_person on duty (street_id, person_id);
