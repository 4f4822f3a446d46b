/** The street in spring: houses, a lane, plots; one courtyard crossed out and one still to be looked at. */
export function EntryPicture() {
  return (
    <svg
      viewBox="0 0 360 240"
      className="entry-picture"
      fill="none"
      stroke="#c9d5ee"
      strokeWidth="1.6"
      aria-hidden="true"
    >
      <g strokeLinejoin="round" strokeLinecap="round">
        <path d="M8 200h344" />
        <path d="M30 200v-58l26-20 26 20v58M48 200v-26h16v26" fill="#ffffff12" />
        <path d="M96 200V74h74v126" fill="#ffffff1c" />
        <path d="M108 88h14v16h-14zM144 88h14v16h-14zM108 118h14v16h-14zM144 118h14v16h-14zM108 148h14v16h-14zM126 200v-22h14v22" />
        <path d="M144 148h14v16h-14z" strokeDasharray="3 3.5" />
        <path d="M184 200v-74l32-22 32 22v74M204 200v-30h24v30M206 134h20v16h-20z" fill="#ffffff12" />
        <path d="M262 200v-26h84v26" />
        <path d="m268 196 16-18M282 196l16-18M296 196l16-18M310 196l16-18M324 196l14-16" strokeWidth="1" />
        <path d="M18 222h324" strokeDasharray="12 9" strokeWidth="1" />
      </g>
      <g stroke="#fff" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M304 140c-12 0-19-7-18-20 5 .4 8 2 11 5 1-6 4-10 7-13 3 3 6 7 7 13 3-3 6-4.6 11-5 1 13-6 20-18 20zM304 140v30" />
        <path d="m284 158 40-40" />
      </g>
      <path
        d="m110 96 4 4 6-8M146 96l4 4 6-8M110 126l4 4 6-8M146 126l4 4 6-8M110 156l4 4 6-8"
        stroke="#b5d3a5"
        strokeWidth="2"
      />
    </svg>
  );
}
