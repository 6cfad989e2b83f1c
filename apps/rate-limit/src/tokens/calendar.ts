const DAY_MS = 86_400_000

/** A UTC day, counted from 1970-01-01. */
export function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS)
}

export function startOfDayMs(day: number): number {
  return day * DAY_MS
}

/** `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  return new Date(startOfDayMs(day)).toISOString().slice(0, 10)
}

/** The UTC month around a day: its first day and the first day of the next month. */
export function monthOf(day: number): { readonly first: number; readonly next: number } {
  const date = new Date(startOfDayMs(day))
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  return { first: dayOf(Date.UTC(year, month, 1)), next: dayOf(Date.UTC(year, month + 1, 1)) }
}
