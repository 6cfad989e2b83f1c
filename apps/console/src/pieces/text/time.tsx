import { formatAgo, formatLocal, formatUtc } from './format.ts'

interface TimeProps {
  readonly at: string | number | null | undefined
  /** As `3 min ago`; the exact time is shown on hover. */
  readonly relative?: boolean
  readonly absent?: string
}

/** A moment in UTC; hovering shows it in the reader's own time zone. */
export function Time({ at, relative = false, absent = 'never' }: TimeProps) {
  if (at === null || at === undefined) return <span className="text-kumo-subtle">{absent}</span>
  const utc = `${formatUtc(at)} UTC`
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={relative ? `${utc}\n${formatLocal(at)}` : formatLocal(at)}
      className="whitespace-nowrap tabular-nums"
    >
      {relative ? formatAgo(at) : formatUtc(at)}
    </time>
  )
}
