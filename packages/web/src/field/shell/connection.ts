/** Whether sending costs the person money, as far as the browser says (Network Information API; Android's Chrome does). */
export type Connection = "free" | "metered" | "unknown";

interface NetworkInformation extends EventTarget {
  type?: string;
  saveData?: boolean;
}
const information = () => (navigator as { connection?: NetworkInformation }).connection;

/** Pure: what the browser's words mean for a bill. */
export function connectionOf(told: { type?: string; saveData?: boolean } | undefined): Connection {
  if (told?.saveData) return "metered";
  switch (told?.type) {
    case "wifi":
    case "ethernet":
      return "free";
    case "cellular":
    case "wimax":
    case "bluetooth":
      return "metered";
    default:
      return "unknown";
  }
}

export const connectionNow = (): Connection => connectionOf(information());

/** Calls `listener` when the connection becomes another; gives back how to stop. */
export function onConnectionChange(listener: () => void): () => void {
  const told = information();
  if (!told || typeof told.addEventListener !== "function") return () => {};
  told.addEventListener("change", listener);
  return () => told.removeEventListener("change", listener);
}
