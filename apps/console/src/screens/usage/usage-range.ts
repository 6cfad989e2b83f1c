const DAY_MS = 86_400_000

export const RANGES = ['today', 'yesterday', '7d', '30d', 'month', 'last-month'] as const
export type Range = (typeof RANGES)[number]

export const RANGE_NAMES: Readonly<Record<Range, string>> = {
  today: 'Today',
  yesterday: 'Yesterday',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  month: 'This month',
  'last-month': 'Last month',
}

/** UTC days, both included. */
export interface Span {
  readonly from: string
  readonly to: string
}

export function spanOf(range: Range, nowMs: number): Span {
  const today = dayOf(nowMs)
  const yesterday = dayOf(nowMs - DAY_MS)
  if (range === 'today') return { from: today, to: today }
  if (range === 'yesterday') return { from: yesterday, to: yesterday }
  if (range === '7d') return { from: dayOf(nowMs - 6 * DAY_MS), to: today }
  if (range === '30d') return { from: dayOf(nowMs - 29 * DAY_MS), to: today }
  const firstOfMonth = `${today.slice(0, 8)}01`
  if (range === 'month') return { from: firstOfMonth, to: today }
  const lastOfBefore = dayOf(Date.parse(firstOfMonth) - DAY_MS)
  return { from: `${lastOfBefore.slice(0, 8)}01`, to: lastOfBefore }
}

/** Every day of a span, the oldest first. */
export function daysOf({ from, to }: Span): string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
  return Array.from({ length: Math.max(count, 0) }, (_, at) => dayOf(Date.parse(from) + at * DAY_MS))
}

export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
