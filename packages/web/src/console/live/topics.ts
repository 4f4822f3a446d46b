/** What each announced topic makes stale: first parts of query keys. Pure. */
export const keysOfTopic: Record<string, readonly string[]> = {
  finding: ["findings", "overview", "map", "places", "alerts", "cross-check"],
  visit: ["overview", "coverage", "map", "places", "tracks", "cross-check", "arrival"],
  outreach: ["outreach", "places", "coverage", "overview"],
  publicity: ["publicity", "places"],
  track: ["coverage", "ground", "tracks"],
  round: ["rounds", "overview", "coverage", "ground", "map"],
  duty: ["duties", "overview", "places"],
  place: ["places", "overview", "coverage", "ground", "map", "duties", "outreach"],
  campaign: ["campaigns", "overview", "rounds"],
  team: ["teams", "rounds"],
  photograph: ["arrival"],
  alert: ["alerts"],
  device: ["devices", "sessions"],
  marker: ["markers", "cross-check"],
};

/** Every key that is stale after these topics, each once. */
export const staleKeys = (topics: Iterable<string>): string[] => [
  ...new Set([...topics].flatMap((topic) => keysOfTopic[topic] ?? [])),
];
