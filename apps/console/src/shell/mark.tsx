/** A hull in three watertight compartments: one floods, the ship stays afloat. */
function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <path className="fill-kumo-brand" d="M3 7.5h26v7.2c0 6.9-5.2 12.3-13 14.3C8.2 27 3 21.6 3 14.7z" />
      <path fill="var(--bulkhead-brass)" d="M3 3h26v2.6H3z" />
      <path
        fill="none"
        className="stroke-kumo-base"
        strokeWidth="2"
        d="M11.5 8v18.4M20.5 8v18.4M3.4 15.5h25.2"
      />
    </svg>
  )
}

export function Wordmark() {
  return (
    <span className="flex items-center gap-2.5">
      <Mark />
      <span className="text-[1.0625rem] font-semibold tracking-tight">Bulkhead</span>
    </span>
  )
}
