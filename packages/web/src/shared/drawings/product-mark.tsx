/** 产品标志: a single flower crossed out by an even line; the same drawing as public/favicon.svg. */
export function ProductMark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" style={{ flex: "none" }}>
      <rect width="32" height="32" rx="7" fill="var(--action-main)" />
      <g fill="#fff">
        <path d="M16 20.500c-6 0-10-3.8-9.6-11.8 3 .1 4.9 1 6.2 2.700C13.1 8.4 14.3 5.9 16 4.100c1.7 1.8 2.9 4.3 3.4 7.3 1.3-1.7 3.2-2.6 6.2-2.7.4 8-3.6 11.8-9.6 11.800z" />
        <path d="M14.6 19h2.800v9.500h-2.800z" />
      </g>
      <path d="M3 29 29 3" stroke="var(--action-main)" strokeWidth="6" />
      <path d="M5 27 27 5" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
    </svg>
  );
}
