import { useSearchParams } from "react-router";
import { isDay, type Day } from "@lingzhu/domain/kernel";
import { useToday } from "../../shared/clock/index.ts";

/** Pages that can show an earlier day; from all others the ribbon leads to the overview of that day. */
const PAGES = [/^\/overview$/, /^\/duty$/, /^\/places\/[^/]+$/];
/** Tabs of a round that go by the day; its counts are always of now. */
const ROUND_TABS = ["ground", "tracks"];
export const showsEarlierDays = (pathname: string, tab: string | null): boolean =>
  PAGES.some((page) => page.test(pathname)) ||
  (/^\/rounds\/[^/]+$/.test(pathname) && tab !== null && ROUND_TABS.includes(tab));

/** The earlier day that the address asks for (`?day=`), or null for now. */
export function useAsOf(): Day | null {
  const [search] = useSearchParams();
  const today = useToday();
  const day = search.get("day");
  return day !== null && isDay(day) && day < today ? day : null;
}
