import { createBrowserRouter } from "react-router";
import { ConsoleLayout } from "./shell/console-layout.tsx";
import { Gate } from "./shell/gate.tsx";
import { Home } from "./shell/home.tsx";
import { NotFound, Pending, RouteFault } from "./states/index.ts";

/**
 * Every page of the console. A page is a module that exports `Component`; it is fetched when first opened, so that
 * map and charts weigh only on the pages that draw them.
 */
const pages = [
  { path: "overview", lazy: () => import("./overview/overview-page.tsx") },

  { path: "campaigns", lazy: () => import("./campaign/campaigns-page.tsx") },
  { path: "campaigns/new", lazy: () => import("./campaign/new-campaign-page.tsx") },
  { path: "campaigns/:id", lazy: () => import("./campaign/campaign-page.tsx") },
  { path: "campaigns/:id/edit", lazy: () => import("./campaign/edit-campaign-page.tsx") },
  { path: "campaigns/:id/report", lazy: () => import("./report/closing-report-page.tsx") },

  { path: "duty", lazy: () => import("./duty/duty-page.tsx") },

  { path: "ledger", lazy: () => import("./ledger/ledger-page.tsx") },
  { path: "ledger/additions", lazy: () => import("./ledger/additions-page.tsx") },
  { path: "ledger/imports", lazy: () => import("./ledger/imports-page.tsx") },
  { path: "ledger/imports/:id", lazy: () => import("./ledger/import-page.tsx") },
  { path: "ledger/retired", lazy: () => import("./ledger/retired-page.tsx") },
  { path: "base-map", lazy: () => import("./base-map/base-map-page.tsx") },
  { path: "places/:id", lazy: () => import("./place/place-page.tsx") },

  { path: "outreach", lazy: () => import("./outreach/outreach-page.tsx") },
  { path: "publicity", lazy: () => import("./publicity/publicity-page.tsx") },

  { path: "rounds", lazy: () => import("./round/rounds-page.tsx") },
  { path: "rounds/:id", lazy: () => import("./round/round-page.tsx") },
  { path: "rounds/:id/zones/:zoneId/door-cards", lazy: () => import("./door-card/door-cards-page.tsx") },
  { path: "rounds/:id/cross-check", lazy: () => import("./cross-check/cross-check-page.tsx") },

  { path: "findings", lazy: () => import("./finding/findings-page.tsx") },
  { path: "findings/:id", lazy: () => import("./finding/finding-page.tsx") },

  { path: "arrival", lazy: () => import("./arrival/arrival-page.tsx") },

  { path: "people", lazy: () => import("./person/people-page.tsx") },
  { path: "accounts", lazy: () => import("./account/accounts-page.tsx") },
  { path: "devices", lazy: () => import("./device/devices-page.tsx") },
  { path: "own-sessions", lazy: () => import("./device/own-sessions-page.tsx") },

  { path: "system", lazy: () => import("./system/system-page.tsx") },
  { path: "audit", lazy: () => import("./audit/audit-page.tsx") },
];

export const consoleRouter = createBrowserRouter([
  {
    element: <Gate />,
    errorElement: <RouteFault />,
    hydrateFallbackElement: <Pending doing="正在打开" />,
    children: [
      { path: "begin", lazy: () => import("./entry/begin-page.tsx"), errorElement: <RouteFault /> },
      {
        element: <ConsoleLayout />,
        children: [
          {
            errorElement: <RouteFault />,
            children: [{ index: true, element: <Home /> }, ...pages, { path: "*", element: <NotFound /> }],
          },
        ],
      },
    ],
  },
]);
