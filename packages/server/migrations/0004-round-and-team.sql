create table team (
  street_id bigint not null,
  id uuid not null,
  campaign_id uuid not null,
  community_id uuid,                       -- null: a team of the street
  name text not null,
  created_at timestamptz not null,
  primary key (street_id, id),
  foreign key (street_id, campaign_id) references campaign
);
create index team_campaign on team (street_id, campaign_id);

create table team_member (
  street_id bigint not null,
  id uuid not null,
  team_id uuid not null,
  person_id uuid not null,
  valid_from date not null,
  valid_to date,
  primary key (street_id, id),
  foreign key (street_id, team_id) references team,
  foreign key (street_id, person_id) references person
);
create index team_member_team on team_member (street_id, team_id);
create index team_member_person on team_member (street_id, person_id);

create table round (
  street_id bigint not null,
  id uuid not null,
  campaign_id uuid not null,
  name text not null,
  ordinal integer not null,
  kind text not null check (kind in ('patrol','cross_check')),
  stage text not null check (stage in ('sowing','emergence','flowering','fruiting')),
  starts_on date not null,
  ends_on date not null,
  created_at timestamptz not null,
  primary key (street_id, id),
  foreign key (street_id, campaign_id) references campaign,
  check (starts_on <= ends_on)
);
create index round_campaign on round (street_id, campaign_id);

create table zone (
  street_id bigint not null,
  id uuid not null,
  round_id uuid not null,
  name text not null,
  ordinal integer not null,
  primary key (street_id, id),
  foreign key (street_id, round_id) references round
);
create index zone_round on zone (street_id, round_id);

create table zone_place (
  street_id bigint not null,
  zone_id uuid not null,
  place_id uuid not null,                  -- a community, compound, building, unit, household or plot
  primary key (street_id, zone_id, place_id),
  foreign key (street_id, zone_id) references zone,
  foreign key (street_id, place_id) references place
);
create index zone_place_place on zone_place (street_id, place_id);

create table assignment (
  street_id bigint not null,
  id uuid not null,
  zone_id uuid not null,
  team_id uuid not null,
  valid_from date not null,
  valid_to date,
  primary key (street_id, id),
  foreign key (street_id, zone_id) references zone,
  foreign key (street_id, team_id) references team
);
create index assignment_zone on assignment (street_id, zone_id);
create index assignment_team on assignment (street_id, team_id);

-- Derived: the whole register of a round, one row per household and plot, with its state.
-- The register is the denominator; a place without a zone is still in it. Rebuilt by `lingzhu rebuild`.
create table round_place (
  street_id bigint not null,
  round_id uuid not null,
  place_id uuid not null,
  zone_id uuid,
  state text not null default 'unseen' check (state in ('unseen','seen','no_one_in','refused','unreachable')),
  visits integer not null default 0,
  last_visit_id uuid,
  last_visit_at timestamptz,
  primary key (street_id, round_id, place_id),
  foreign key (street_id, round_id) references round,
  foreign key (street_id, place_id) references place
);
create index round_place_zone on round_place (street_id, zone_id);
create index round_place_place on round_place (street_id, place_id);
