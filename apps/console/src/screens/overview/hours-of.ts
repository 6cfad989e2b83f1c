import type { Overview } from '../../records/overview.ts'

interface Hour {
  /** Its beginning. */
  readonly at: string
  readonly requests: number
  readonly tokens: number
}

const HOUR_MS = 3_600_000
const HOURS = 24

/** The last 24 hours, those without use too, oldest first. */
export function hoursOf(history: Overview['history'], until: string): Hour[] {
  const last = Math.floor(Date.parse(until) / HOUR_MS)
  const byHour = Map.groupBy(history, ({ at }) => Math.floor(Date.parse(at) / HOUR_MS))
  return Array.from({ length: HOURS }, (_, index) => {
    const hour = last - (HOURS - 1) + index
    const parts = byHour.get(hour) ?? []
    return {
      at: new Date(hour * HOUR_MS).toISOString(),
      requests: parts.reduce((sum, { requests }) => sum + requests, 0),
      tokens: parts.reduce((sum, { tokens }) => sum + tokens, 0),
    }
  })
}
