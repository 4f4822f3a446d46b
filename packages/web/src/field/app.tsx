import { lazy, Suspense, useEffect, useState } from "react";
import { Bar } from "./frame/bar.tsx";
import { FieldProvider } from "./frame/field-provider.tsx";
import { LazyFault } from "./frame/lazy-fault.tsx";
import { useScreen, type Screen as Where } from "./frame/navigation.ts";
import { Screen } from "./frame/screen.tsx";
import { Toasts } from "./frame/toast.tsx";
import { fetchScreens, screens } from "./screens.ts";
import { UpdateStrip } from "./shell/update-strip.tsx";
import { SessionGate } from "./session/session-gate.tsx";
import { FieldDatabase } from "./store/database.ts";
import { TodayScreen } from "./today/today-screen.tsx";
import { ZoneScreen } from "./zone/zone-screen.tsx";

/** The field app: who is signed in, then the screen that the address names. */
export function FieldApp() {
  const [db] = useState(() => new FieldDatabase());
  return (
    <SessionGate db={db}>
      {(gate) => (
        <FieldProvider key={gate.session.person.id} db={db} gate={gate}>
          <UpdateStrip />
          <CurrentScreen />
          <Bar />
          <Toasts />
        </FieldProvider>
      )}
    </SessionGate>
  );
}

const Code = lazy(screens.code);
const Commitment = lazy(screens.commitment);
const Finding = lazy(screens.finding);
const Found = lazy(screens.found);
const Guide = lazy(screens.guide);
const Addition = lazy(screens.addition);
const Handover = lazy(screens.handover);
const Marker = lazy(screens.marker);
const Me = lazy(screens.me);
const Notices = lazy(screens.notices);
const Publicity = lazy(screens.publicity);
const Scan = lazy(screens.scan);
const Tracks = lazy(screens.tracks);
const Visits = lazy(screens.visits);

/** Today and the zone come with the app; the others when first opened, or once it is quiet, so that they work without signal. */
function CurrentScreen() {
  const screen = useScreen();
  useEffect(() => fetchScreens(), []);
  return (
    <LazyFault key={screen.name}>
      <Suspense fallback={<Screen title="零株">{null}</Screen>}>
        <ScreenOf screen={screen} />
      </Suspense>
    </LazyFault>
  );
}

function ScreenOf({ screen }: { screen: Where }) {
  switch (screen.name) {
    case "zone":
      return (
        <ZoneScreen
          key={screen.zoneId}
          zoneId={screen.zoneId}
          placeId={screen.placeId}
          corrects={screen.corrects}
          look={screen.look}
        />
      );
    case "code":
      return <Code key={screen.placeId} placeId={screen.placeId} />;
    case "found":
      return <Found placeId={screen.placeId} zoneId={screen.zoneId} />;
    case "finding":
      return <Finding key={screen.findingId} findingId={screen.findingId} />;
    case "guide":
      return <Guide />;
    case "marker":
      return <Marker />;
    case "scan":
      return <Scan />;
    case "me":
      return <Me />;
    case "tracks":
      return <Tracks />;
    case "visits":
      return <Visits />;
    case "record":
      return <FormOf {...screen} />;
    case "today":
      return <TodayScreen />;
  }
}

function FormOf({ form, zoneId, placeId }: Extract<Where, { name: "record" }>) {
  if (form === "publicity") return <Publicity />;
  if (form === "seed-handover") return <Handover placeId={placeId} />;
  // The others are about a place or zone; an address without one leads nowhere.
  if (!zoneId) return <TodayScreen />;
  if (form === "place-addition") return <Addition zoneId={zoneId} nearId={placeId} />;
  if (!placeId) return <TodayScreen />;
  return form === "notices" ? (
    <Notices zoneId={zoneId} placeId={placeId} />
  ) : (
    <Commitment zoneId={zoneId} placeId={placeId} />
  );
}
