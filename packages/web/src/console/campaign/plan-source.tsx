import { useEffect, useMemo, useRef } from "react";
import type { TextSpan } from "@lingzhu/domain/campaign";
import { piecesOf, type Mark } from "./plan-text.ts";

interface Props {
  text: string;
  read: readonly TextSpan[];
  unread: readonly TextSpan[];
  /** The stretch that the focused field came from; it is scrolled to. */
  now: TextSpan | null;
}

/** 原文: the plan as it was read, with what went into the draft, what did not, and what is looked at now. */
export function PlanSource({ text, read, unread, now }: Props) {
  const pane = useRef<HTMLDivElement>(null);
  const pieces = useMemo(() => {
    const marked: { span: TextSpan; mark: Mark }[] = [
      ...read.map((span) => ({ span, mark: "read" as const })),
      ...unread.map((span) => ({ span, mark: "unread" as const })),
      ...(now ? [{ span: now, mark: "now" as const }] : []),
    ];
    return piecesOf(text, marked);
  }, [text, read, unread, now]);

  useEffect(() => {
    const element = now ? pane.current?.querySelector<HTMLElement>("[data-now]") : null;
    if (!element || !pane.current) return;
    // Only the pane moves: the form must stay under the hands.
    const top = element.offsetTop - pane.current.clientHeight / 3;
    pane.current.scrollTo({ top, behavior: "smooth" });
  }, [now]);

  return (
    <div className="plan-source" ref={pane} tabIndex={0} role="region" aria-label="方案原文">
      {pieces.map(({ start, text: part, marks }) =>
        marks.size === 0 ? (
          part
        ) : (
          <span
            key={start}
            className={[...marks].map((mark) => `plan-${mark}`).join(" ")}
            {...(marks.has("now") ? { "data-now": true } : {})}
          >
            {part}
          </span>
        ),
      )}
    </div>
  );
}
