import { grades, reasonWeight, reasonWords, type PresenceView } from "@lingzhu/domain/presence";
import { useNow } from "../../shared/clock/index.ts";
import { momentWords } from "../../shared/format/index.ts";
import "./presence.css";

/** The grade as a word in its own outline; never by colour alone. */
export function GradeMark({ presence }: { presence: PresenceView }) {
  return (
    <span className="grade" data-grade={presence.grade} title={`可信程度 ${presence.grade}`}>
      {grades[presence.grade]}
    </span>
  );
}

/** Grade, reasons, and who stands for the visit; doubts before all else. */
export function PresenceLine({ presence }: { presence: PresenceView }) {
  return (
    <div className="presence-line">
      <GradeMark presence={presence} />
      <Reasons presence={presence} />
      <Approval presence={presence} />
    </div>
  );
}

export function Reasons({ presence }: { presence: PresenceView }) {
  return (
    <span className="presence-reasons">
      {presence.reasons.map((reason) => (
        <span key={reason.code} data-weight={reasonWeight(reason)}>
          {reasonWords(reason)}
        </span>
      ))}
    </span>
  );
}

export function Approval({ presence }: { presence: PresenceView }) {
  const now = useNow();
  const { approval } = presence;
  if (!approval) return null;
  return (
    <span className="presence-approval">
      {approval.by} {momentWords(approval.at, now)}认定到户：{approval.reason}
    </span>
  );
}
