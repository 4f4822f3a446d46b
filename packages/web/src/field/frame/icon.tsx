/** Line icons drawn for the project on a 24 grid, in the colour of the words beside them. */
const lines = {
  back: <path d="M15 5l-7 7 7 7" />,
  close: <path d="M6 6l12 12M18 6L6 18" />,
  tick: <path d="M4.5 12.5l5 5L19.5 7" />,
  sun: (
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3L7 7M17 17l1.7 1.7M5.3 18.7L7 17M17 7l1.7-1.7" />
    </>
  ),
  "phone-held": (
    <>
      <rect x="6" y="3" width="12" height="18" rx="2.5" />
      <path d="M12 7v7M9 11l3 3 3-3M10.5 18h3" />
    </>
  ),
  note: (
    <>
      <path d="M6 3.5h9l4 4v13H6z" />
      <path d="M9.5 11.5h6M9.5 15.5h6" />
    </>
  ),
  today: (
    <>
      <rect x="4" y="5.5" width="16" height="15" rx="2" />
      <path d="M4 10h16M8.5 3v4M15.5 3v4M8.5 15l2.5 2.2 4.5-4.5" />
    </>
  ),
  person: (
    <>
      <circle cx="12" cy="8" r="4" />
      <path d="M4.5 20.5c.8-4.2 3.8-6 7.5-6s6.7 1.8 7.5 6" />
    </>
  ),
  flower: (
    <>
      <path d="M12 13.5c-4 0-6.5-2.3-6.5-6 0-1.3.3-2.5.8-3.5C8 4.3 9.2 5 10 6c.4-1.3 1-2.3 2-3.3 1 1 1.6 2 2 3.3.8-1 2-1.7 3.7-2 .5 1 .8 2.2.8 3.5 0 3.7-2.5 6-6.5 6z" />
      <path d="M12 13.5v8M12 19.5c-2.7 0-4-1-4.7-2.7 2.7-.4 4 .8 4.7 2.7z" />
    </>
  ),
  camera: (
    <>
      <path d="M3.5 8h4L9 5.5h6L16.5 8h4v11.5h-17z" />
      <circle cx="12" cy="13.3" r="3.6" />
    </>
  ),
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6" />
      <path d="M15 15l5.5 5.5" />
    </>
  ),
  pin: (
    <>
      <path d="M12 21.5c-4.5-5-6.5-8.4-6.5-11.5a6.5 6.5 0 0113 0c0 3.1-2 6.5-6.5 11.5z" />
      <circle cx="12" cy="10" r="2.3" />
    </>
  ),
  walk: (
    <>
      <circle cx="6" cy="18" r="2.2" />
      <circle cx="18" cy="6" r="2.2" />
      <path d="M8.2 18H15a3 3 0 000-6H9a3 3 0 010-6h6.8" strokeDasharray="3 2.4" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5l3.5 2.2" />
    </>
  ),
  hatch: <path d="M4 4h16v16H4zM4 12l8-8M4 20L20 4M12 20l8-8" strokeWidth="1.5" />,
  add: <path d="M12 5v14M5 12h14" strokeWidth="2.4" />,
  code: (
    <>
      <path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4z" />
      <path d="M14 14h2.5v2.5H14zM18 18h2v2h-2zM18 14h2M14 18v2" />
    </>
  ),
  paper: (
    <>
      <path d="M5.5 3.5h13v17h-13z" />
      <path d="M9 8h6M9 12h6M9 16h3.5" />
    </>
  ),
  pen: (
    <>
      <path d="M4 20.5c2.5 0 3.5-1 5-3L19.5 7a2.1 2.1 0 00-3-3L6 14.5c-1.5 1.5-2 3-2 6z" />
      <path d="M13.5 20.5h7" />
    </>
  ),
  voice: (
    <>
      <path d="M4 10v4h3.5l6 4.5V5.5L7.5 10z" />
      <path d="M17 9a4 4 0 010 6M19.5 6.5a8 8 0 010 11" />
    </>
  ),
  seed: (
    <>
      <path d="M6 8.5h12v12H6zM8 8.5V5h8v3.5" />
      <path d="M10 13.5h.1M14 13.5h.1M12 16.5h.1" strokeWidth="2.6" />
    </>
  ),
  lock: (
    <>
      <path d="M5.5 10.5h13v10h-13zM8.5 10.5V7a3.5 3.5 0 017 0v3.5" />
      <path d="M12 14.5v2.5" />
    </>
  ),
  undo: <path d="M8.5 5L4 9.5 8.5 14M4.5 9.5H14a5 5 0 010 10h-3" />,
  shield: (
    <>
      <path d="M12 3l7.5 2.5v6c0 4.5-3 7.5-7.5 9.5-4.5-2-7.5-5-7.5-9.5v-6z" />
      <path d="M8.5 12l2.5 2.5 4.5-5" />
    </>
  ),
  map: (
    <>
      <path d="M3.5 6l5.5-2 6 2 5.5-2v14L15 20l-6-2-5.5 2z" />
      <path d="M9 4v14M15 6v14" />
    </>
  ),
  bar: <path d="M6 12h12" strokeWidth="3.5" />,
  more: <path d="M9 5l7 7-7 7" />,
} as const;
export type IconName = keyof typeof lines;

export function Icon({ name, size = 26 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {lines[name]}
    </svg>
  );
}
