import { audiences, type Audience } from "@lingzhu/domain/alert";
import { clockTime } from "../../shared/format/index.ts";
import { fetchFinding, findingKey } from "../finding/finding-record.ts";
import { Button } from "../frame/button.tsx";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { goBack, type Screen as Where } from "../frame/navigation.ts";
import { Screen } from "../frame/screen.tsx";
import { useKept, useLive } from "../store/kept.ts";

/** After the report: whether it has arrived, who was told and has looked, and what to do on the spot. */
export function SentScreen({ home, findingId }: { home: Where; findingId: string }) {
  const { outbox, queue, sending } = useField();
  const arrived =
    useLive(`sent/${findingId}`, async () => {
      const waiting = await outbox.pending();
      return !waiting.some(({ id }) => id === findingId);
    }) ?? false;
  const pictures = queue.unsent > 0 && arrived;
  return (
    <Screen title="已上报" back={home}>
      <div className="sent" role="status">
        <Icon name="tick" size={48} />
        <h2>{arrived ? (pictures ? "已送达，照片还在发" : "已送达") : "已存在本机"}</h2>
        <p>
          {arrived
            ? "街道禁毒办和派出所已同时收到。"
            : sending.phase === "waiting"
              ? "现在没有信号，有信号时第一个发送，街道禁毒办和派出所会同时收到。"
              : "正在发送，街道禁毒办和派出所会同时收到。"}
        </p>
        {arrived && <Told findingId={findingId} />}
      </div>
      <ul className="plain-list">
        <li>请守住现场，等民警或禁毒办来核实清点。</li>
        <li>不要让人带走植株、果实和种子。</li>
        <li>不与种植户争执；有危险先离开，拨打 110。</li>
      </ul>
      <div className="action-bar">
        <Button kind="main" onClick={() => void goBack(home)}>
          继续踏查
        </Button>
      </div>
    </Screen>
  );
}

/** Who was told, by the server's own record, and who has opened it. */
function Told({ findingId }: { findingId: string }) {
  const { db, session } = useField();
  const { value } = useKept(db, findingKey(session.person.id, findingId), () => fetchFinding(findingId));
  if (!value) return null;
  return (
    <ul className="told">
      {value.told.map(({ audience, at, seenAt }) => (
        <li key={audience}>
          <Icon name={seenAt === null ? "clock" : "tick"} size={20} />
          {audiences[audience as Audience] ?? audience} {clockTime(at)} 收到
          {seenAt !== null && `，${clockTime(seenAt)} 已看`}
        </li>
      ))}
    </ul>
  );
}
