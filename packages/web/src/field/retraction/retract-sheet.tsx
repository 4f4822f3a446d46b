import { useState } from "react";
import { Button } from "../frame/button.tsx";
import { Choice } from "../frame/choice.tsx";
import { useField } from "../frame/field-context.ts";
import { NotStored } from "../frame/notice.tsx";
import { Sheet } from "../frame/sheet.tsx";
import { useRecording } from "../frame/use-recording.ts";
import type { OutboxEntry } from "../store/entry.ts";
import { retractionParcel, retractionReasons } from "./retraction-parcel.ts";

/** 撤回: a second look at what is taken back, and why. */
export function RetractSheet(props: { entry: OutboxEntry; onClose: () => void }) {
  const { entry, onClose } = props;
  const { make } = useField();
  const recording = useRecording();
  const [chosen, setChosen] = useState<keyof typeof retractionReasons | null>(null);
  const [typed, setTyped] = useState("");
  const reason = typed.trim() || (chosen ? retractionReasons[chosen] : "");
  return (
    <Sheet title="撤回这条登记" aside={<p className="visit-aside">{entry.label}</p>} onClose={onClose}>
      <p>原来的记录会保留，只是不再计算。请说明为什么。</p>
      <Choice label="撤回理由" options={retractionReasons} value={chosen} onChoose={setChosen} />
      <label className="field">
        <span>或写明理由</span>
        <input maxLength={200} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      {recording.failed && <NotStored />}
      <div className="sheet-actions">
        <Button onClick={onClose}>不撤回</Button>
        <Button
          kind="main"
          disabled={recording.busy || reason.length < 2}
          onClick={() =>
            void recording.keep(
              () => [retractionParcel(make, entry.fact, entry.label, reason)],
              "已撤回这条登记",
              async () => onClose(),
              { anywhere: true },
            )
          }
        >
          撤回
        </Button>
      </div>
    </Sheet>
  );
}
