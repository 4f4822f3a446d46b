-- A statement sees the street its transaction named (set_config('lingzhu.street_id', …)), or nothing:
-- a forgotten `where street_id = …` yields no foreign row. Forced, because the application owns the tables.
create function current_street() returns bigint language sql stable as
$$ select nullif(current_setting('lingzhu.street_id', true), '')::bigint $$;

do $$
declare t text;
begin
  foreach t in array array['street','person','account','account_grant','session','place','household','plot','campaign',
    'phase','plan_duty','leading_group_member','duty','team','team_member','round','zone','zone_place','assignment',
    'round_place','fact','media','finding','alert','audit_head','audit']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy street_only on %I using (street_id = current_street()) with check (street_id = current_street())', t);
  end loop;
end $$;
