/** Screens that are fetched apart from the first load, each as what `lazy` takes. */
export const screens = {
  code: async () => ({ default: (await import("./scan/code-screen.tsx")).CodeScreen }),
  commitment: async () => ({ default: (await import("./outreach/commitment-screen.tsx")).CommitmentScreen }),
  finding: async () => ({ default: (await import("./finding/finding-screen.tsx")).FindingScreen }),
  found: async () => ({ default: (await import("./found/found-screen.tsx")).FoundScreen }),
  guide: async () => ({ default: (await import("./found/guide-screen.tsx")).GuideScreen }),
  addition: async () => ({ default: (await import("./addition/addition-screen.tsx")).AdditionScreen }),
  handover: async () => ({ default: (await import("./seed/handover-screen.tsx")).HandoverScreen }),
  marker: async () => ({ default: (await import("./marker/marker-screen.tsx")).MarkerScreen }),
  me: async () => ({ default: (await import("./me/me-screen.tsx")).MeScreen }),
  notices: async () => ({ default: (await import("./outreach/notices-screen.tsx")).NoticesScreen }),
  publicity: async () => ({ default: (await import("./outreach/publicity-screen.tsx")).PublicityScreen }),
  scan: async () => ({ default: (await import("./scan/scan-screen.tsx")).ScanScreen }),
  tracks: async () => ({ default: (await import("./track/tracks-screen.tsx")).TracksScreen }),
  visits: async () => ({ default: (await import("./visit/visits-screen.tsx")).VisitsScreen }),
} as const;

/** After the first drawing (ms): what a worker sees first is not kept waiting. */
const QUIET_AFTER = 1_500;

/** Fetches all screens once it is quiet, so that a phone that loses signal has them also without a service worker. */
export function fetchScreens(): () => void {
  const timer = setTimeout(() => {
    for (const fetchIt of Object.values(screens)) fetchIt().catch(() => undefined);
  }, QUIET_AFTER);
  return () => clearTimeout(timer);
}
