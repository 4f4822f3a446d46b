import { useRef, useState } from "react";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { say } from "../frame/toast.tsx";
import { timeNow } from "../../shared/clock/house-time.ts";
import { awaitFix, PATIENCE_MS } from "../position/watch.ts";
import { takeShot, type PhotographViewName, type Shot } from "../../shared/photograph/index.ts";

/** A button that opens the camera and gives back one picture, scaled and marked with when, where and by whom. */
export function PhotographInput(props: {
  view: PhotographViewName;
  word: string;
  /** Words for the place; they are burned into the picture. */
  place?: string | null;
  onShot: (shot: Shot) => void;
}) {
  const { newId, session } = useField();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);

  async function take(file: File | undefined) {
    if (!file) return;
    const capturedAt = timeNow();
    setBusy(true);
    try {
      const fix = await awaitFix(capturedAt + PATIENCE_MS);
      const capture = {
        capturedAt,
        position: fix && { lon: fix.lon, lat: fix.lat, accuracy: fix.accuracy },
        author: session.person.name,
        street: session.street.name,
        place: props.place ?? null,
      };
      props.onShot(await takeShot(file, props.view, newId, capture));
    } catch {
      say("这张照片读不出来，请重拍一张");
    }
    setBusy(false);
    // The same picture can be chosen again after a failure.
    if (input.current) input.current.value = "";
  }

  return (
    <>
      <button type="button" className="button plain" disabled={busy} onClick={() => input.current?.click()}>
        <Icon name="camera" size={22} />
        {busy ? "处理中…" : props.word}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={props.word}
        onChange={(event) => void take(event.target.files?.[0])}
      />
    </>
  );
}
