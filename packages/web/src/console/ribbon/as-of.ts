import { useSearchParams } from "react-router";
import { isDay, type Day } from "@lingzhu/domain/kernel";
import { useToday } from "../../shared/clock/index.ts";

/** Pages that can show an earlier day; from all others the ribbon leads to the overview of that day. */
const PAGES = [/^\/overview$/, /^\/duty$/, /^\/places\/[^/]+$/];
export const showsEarlierDays = (pathname: string): boolean => PAGES.some((page) => page.test(pathname));

/** The earlier day that the address asks for (`?day=`), or null for now. */
export function useAsOf(): Day | null {
  const [search] = useSearchParams();
  const today = useToday();
  const day = search.get("day");
  return day !== null && isDay(day) && day < today ? day : null;
}
