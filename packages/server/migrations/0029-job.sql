-- What the installation does by itself at its hours. One row a job, of the whole installation and not of a street:
-- a process takes a job by moving `claimed_until`, so that of several processes on one database only one runs it.
create table job (
  name text primary key,
  next_at timestamptz not null,
  claimed_by uuid,
  claimed_until timestamptz,               -- a process that died holds a job no longer than this
  started_at timestamptz,
  ended_at timestamptz,
  failed boolean not null default false,
  words text                               -- what the last run did, or why it failed; no personal data
);
