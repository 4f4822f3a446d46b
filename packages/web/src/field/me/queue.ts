/** The queue as a person reads it: one line a record, photographs told with the picture they carry. Pure. */
import { momentWords } from "../../shared/format/index.ts";
import type { EntryState, MediaParcel, OutboxEntry, QueueCount } from "../store/entry.ts";
import type { SenderState } from "../store/sender.ts";

export interface QueueRow {
  id: string;
  label: string;
  /** When it was recorded (ms). */
  at: number;
  state: EntryState;
  words: string;
  /** Why it was refused and what to do. */
  reason: string | null;
}

const stateWords: Record<EntryState, string> = { waiting: "待发", accepted: "已送达", refused: "没有收下" };

/** This person's records, newest first; unsent ones are all there however old, sent ones as far as given. */
export function queueRows(
  latest: readonly OutboxEntry[],
  pending: readonly OutboxEntry[],
  media: readonly Omit<MediaParcel, "bytes">[],
  personId: string,
): QueueRow[] {
  const pictures = new Map(media.map((parcel) => [parcel.factId, parcel]));
  const entries = new Map([...latest, ...pending].map((entry) => [entry.id, entry]));
  return [...entries.values()]
    .filter((entry) => entry.personId === personId)
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .map((entry): QueueRow => {
      const picture = pictures.get(entry.id);
      const { id, label, fact } = entry;
      const at = fact.recordedAt;
      if (entry.state === "accepted" && picture) {
        const refusal = picture.refusal && `${picture.refusal.title}：${picture.refusal.detail}`;
        return refusal
          ? { id, label, at, state: "refused", words: "照片没有收下", reason: refusal }
          : { id, label, at, state: "waiting", words: "照片待发", reason: null };
      }
      const reason =
        entry.state === "refused" && entry.refusal ? `${entry.refusal.title}：${entry.refusal.detail}` : null;
      return { id, label, at, state: entry.state, words: stateWords[entry.state], reason };
    });
}

/** The queue in three words, for its head. */
export const queueWords = ({ unsent, refused }: QueueCount): string =>
  unsent > 0 ? `${unsent} 条待发` : refused > 0 ? `${refused} 条没有收下` : "全部已发完";

/** What is being done about it, calmly. */
export function sendingWords(queue: QueueCount, sending: SenderState, now: number): string {
  if (sending.phase === "sending") return "正在发送…";
  if (sending.trouble !== null) return sending.trouble;
  if (sending.waitingForWifi > 0)
    return `${sending.waitingForWifi} 张照片等连上 Wi-Fi 再发，登记和发现都已照常发送。`;
  if (queue.unsent > 0) return "记录都存在本机，马上发送。";
  if (queue.refused > 0) return "原因写在每条下面，记录仍在本机。";
  return sending.clearedAt === null
    ? "服务器都已收下。"
    : `${momentWords(sending.clearedAt, now)} 核对过，服务器都已收下。`;
}
