import { useState } from "react";
import { FindingScreen } from "./finding/finding-screen.tsx";
import { FoundScreen } from "./found/found-screen.tsx";
import { GuideScreen } from "./found/guide-screen.tsx";
import { Bar } from "./frame/bar.tsx";
import { FieldProvider } from "./frame/field-provider.tsx";
import { useScreen } from "./frame/navigation.ts";
import { Toasts } from "./frame/toast.tsx";
import { MarkerScreen } from "./marker/marker-screen.tsx";
import { MeScreen } from "./me/me-screen.tsx";
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

function CurrentScreen() {
  const screen = useScreen();
  switch (screen.name) {
    case "zone":
      return (
        <ZoneScreen
          key={screen.zoneId}
          zoneId={screen.zoneId}
          placeId={screen.placeId}
          corrects={screen.corrects}
        />
      );
    case "found":
      return <FoundScreen placeId={screen.placeId} zoneId={screen.zoneId} />;
    case "guide":
      return <GuideScreen />;
    case "marker":
      return <MarkerScreen />;
    case "finding":
      return <FindingScreen key={screen.findingId} findingId={screen.findingId} />;
    case "me":
      return <MeScreen />;
    case "today":
      return <TodayScreen />;
  }
}
