import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { keysOfTopic, staleKeys } from "./topics.ts";

/** A worker's batch announces many facts at once; the pages ask anew once. */
const GATHER_MS = 500;

/** Listens to what changes in the street and reads open pages anew. The browser reconnects by itself. */
export function useLiveUpdates(): void {
  const client = useQueryClient();
  useEffect(() => {
    const source = new EventSource("/api/events");
    const heard = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    let dropped = false;
    const refresh = (keys: readonly string[]) => {
      for (const key of keys) void client.invalidateQueries({ queryKey: [key] });
    };
    for (const topic of Object.keys(keysOfTopic))
      source.addEventListener(topic, () => {
        heard.add(topic);
        timer ??= setTimeout(() => {
          timer = null;
          const keys = staleKeys(heard);
          heard.clear();
          refresh(keys);
        }, GATHER_MS);
      });
    source.addEventListener("error", () => (dropped = true));
    source.addEventListener("open", () => {
      // Whatever was announced while the line was down was not heard.
      if (dropped) refresh(staleKeys(Object.keys(keysOfTopic)));
      dropped = false;
    });
    return () => {
      source.close();
      if (timer) clearTimeout(timer);
    };
  }, [client]);
}
