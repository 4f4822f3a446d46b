/** Line drawings of the empty and error screens: one line weight, one flat tint. Decorative, so hidden from readers. */
import type { ReactNode } from "react";

function Drawing({ children }: { children: ReactNode }) {
  return (
    <svg
      width="168"
      height="120"
      viewBox="0 0 168 120"
      fill="none"
      stroke="var(--ink-soft)"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M14 104h140" stroke="var(--rule-strong)" />
      {children}
    </svg>
  );
}
const tint = { fill: "var(--action-wash)" };
const paper = { fill: "var(--surface)" };

/** A plan on the desk with its seal still missing. */
export const PlanDrawing = () => (
  <Drawing>
    <path d="M52 104V18h46l18 18v68z" {...paper} />
    <path d="M98 18v18h18" {...tint} />
    <path d="M64 34h22M62 50h44M62 60h44M62 70h32" stroke="var(--rule-strong)" />
    <circle cx="98" cy="86" r="9" strokeDasharray="3 3.5" />
    <path d="m30 104 4-26 5 2-4 26zM34 78l3-9 2 11" {...tint} />
  </Drawing>
);

/** Houses along a lane, doors not yet numbered. */
export const LedgerDrawing = () => (
  <Drawing>
    <path d="M24 104V62l20-16 20 16v42z" {...paper} />
    <path d="M64 104V40h44v64z" {...tint} />
    <path d="M108 104V58h36v46z" {...paper} />
    <path d="M108 58l18-12 18 12M38 104V84h12v20M80 104V90h12v14M120 104V86h12v18" />
    <path d="M72 50h8v8h-8zM92 50h8v8h-8zM72 68h8v8h-8zM92 68h8v8h-8z" strokeDasharray="2.5 2.5" {...paper} />
  </Drawing>
);

/** Two people at a table with one empty chair. */
export const PeopleDrawing = () => (
  <Drawing>
    <path d="M40 104V92c0-12 7-20 17-20s17 8 17 20v12" {...tint} />
    <circle cx="57" cy="56" r="11" {...paper} />
    <path d="M94 104V92c0-12 7-20 17-20s17 8 17 20v12" strokeDasharray="3 3.5" />
    <circle cx="111" cy="56" r="11" strokeDasharray="3 3.5" />
  </Drawing>
);

/** A cut cable beside a safe box: what was saved stays safe. */
export const OfflineDrawing = () => (
  <Drawing>
    <path d="M84 104V50h56v54z" {...tint} />
    <circle cx="112" cy="76" r="13" {...paper} />
    <path d="M112 69v7l5 3M90 104v6M134 104v6" />
    <path d="M18 84c14 0 12-22 26-22M52 56c8-8 18-8 32-8" />
    <path d="m41 66 7-10M48 68l4-12" />
  </Drawing>
);

/** A path that ends in grass. */
export const LostDrawing = () => (
  <Drawing>
    <path d="M74 104V56M46 42h60l10 9-10 9H46z" {...tint} />
    <path d="M102 104c2-10 6-16 12-20M112 104c0-8 2-14 4-26M122 104c0-8 4-12 10-16M42 104c-2-8-6-10-10-14M50 104c0-6-2-12-4-18" />
  </Drawing>
);

/** An empty tray: nothing matches, nothing waits. */
export const NothingDrawing = () => (
  <Drawing>
    <path d="M40 70h24l6 12h28l6-12h24v34H40z" {...tint} />
    <path d="m40 70 14-34h60l14 34" {...paper} />
    <path d="M66 48h36M62 58h44" stroke="var(--rule-strong)" strokeDasharray="3 4" />
  </Drawing>
);
