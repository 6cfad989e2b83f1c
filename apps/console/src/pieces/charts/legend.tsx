interface LegendProps {
  readonly entries: readonly { readonly name: string; readonly colour: string; readonly value: string }[]
}

/** The colours of a chart by name, with what each comes to. */
export function Legend({ entries }: LegendProps) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-xs">
      {entries.map(({ name, colour, value }) => (
        <li key={name} className="flex min-w-0 items-center gap-1.5">
          <svg width="10" height="10" aria-hidden className="shrink-0">
            <rect width="10" height="10" rx="2.5" fill={colour} />
          </svg>
          <span className="max-w-64 truncate">{name}</span>
          <span className="text-kumo-subtle tabular-nums">{value}</span>
        </li>
      ))}
    </ul>
  )
}
