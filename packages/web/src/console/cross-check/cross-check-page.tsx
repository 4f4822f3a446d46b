import { Button } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { roundKinds, type RoundView } from "@lingzhu/domain/patrol";
import { dayRange, momentWords } from "../../shared/format/index.ts";
import { useNow } from "../../shared/clock/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { useRound } from "../round/round-queries.ts";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/index.ts";
import { useSamples } from "./cross-check-queries.ts";
import { FreedomPanel } from "./freedom-panel.tsx";
import { MarkerPanel } from "./marker-panel.tsx";
import { MissedPanel } from "./missed-panel.tsx";
import { SampleDraw } from "./sample-draw.tsx";
import "./cross-check.css";

/** 有没有漏看: what the cross-check says was missed, what "nothing found" is worth, and the blind markers. */
export function Component() {
  const { id = "" } = useParams();
  const round = useRound(id);
  const data = round.data;
  return (
    <Page
      title="有没有漏看"
      note={
        data ? (
          <>
            <Link to={`/rounds/${data.id}`}>{data.name}</Link>，{roundKinds[data.kind]}，
            {dayRange(data.start, data.end)}
          </>
        ) : null
      }
      extra={data?.kind === "cross_check" ? <SampleButton round={data} /> : null}
    >
      <Loaded query={round}>{(view) => <Panels round={view} />}</Loaded>
    </Page>
  );
}

function Panels({ round }: { round: RoundView }) {
  const able = useAbility();
  return (
    <div className="cross-check">
      {able("coverage.read") && round.kind === "cross_check" ? <MissedPanel roundId={round.id} /> : null}
      {able("coverage.read") ? <FreedomPanel roundId={round.id} /> : null}
      {able("marker.read") ? <MarkerPanel round={round} /> : null}
    </div>
  );
}

function SampleButton({ round }: { round: RoundView }) {
  const manages = useAbility()("round.manage");
  const samples = useSamples(round.id, manages);
  const now = useNow();
  const [open, setOpen] = useState(false);
  if (!manages) return null;
  const last = samples.data?.[0];
  return (
    <>
      {last ? (
        <span className="quiet">
          {momentWords(last.drawnAt, now)} {last.drawnBy} 抽过一次，种子 {last.seed}
        </span>
      ) : null}
      <Button onClick={() => setOpen(true)}>随机抽样</Button>
      {open ? <SampleDraw round={round} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
