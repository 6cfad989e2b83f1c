import { daysOf, dayOf } from './usage-range.ts'

const DAY_MS = 86_400_000
/** A week, so that its weekend counts. */
const BASIS_DAYS = 7

export interface Forecast {
  /** What the month will have come to on its last day, if the coming days are like the last ones. */
  readonly monthEnd: number
  readonly perDay: number
  /** How many whole days it rests on. */
  readonly basisDays: number
  /** The day on which the limit is reached; undefined for a day after this month, or without a limit. */
  readonly reachesLimitOn: string | undefined
}

/** `byDay` holds the days of this month and, if known, some before it. Undefined while there is no whole day to go by. */
export function forecastOf(
  byDay: ReadonlyMap<string, number>,
  nowMs: number,
  limit?: number,
): Forecast | undefined {
  const today = dayOf(nowMs)
  const month = today.slice(0, 7)
  const basis = [...byDay.keys()]
    .filter((day) => day < today)
    .toSorted()
    .slice(-BASIS_DAYS)
  if (basis.length === 0) return undefined
  const perDay = basis.reduce((sum, day) => sum + (byDay.get(day) ?? 0), 0) / basis.length
  const used = [...byDay].reduce((sum, [day, value]) => (day.startsWith(month) ? sum + value : sum), 0)
  const lastDay = dayOf(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0))
  const left = daysOf({ from: today, to: lastDay })
  // Of today, what has not come yet.
  const restOfToday = Math.max(perDay - (byDay.get(today) ?? 0), 0)
  const monthEnd = used + restOfToday + perDay * (left.length - 1)
  return {
    monthEnd,
    perDay,
    basisDays: basis.length,
    reachesLimitOn: limit === undefined ? undefined : reachedOn({ used, perDay, limit, today, lastDay }),
  }
}

interface Course {
  readonly used: number
  readonly perDay: number
  readonly limit: number
  readonly today: string
  readonly lastDay: string
}

function reachedOn({ used, perDay, limit, today, lastDay }: Course): string | undefined {
  if (used >= limit) return today
  if (perDay <= 0) return undefined
  const day = dayOf(Date.parse(today) + Math.ceil((limit - used) / perDay) * DAY_MS)
  return day > lastDay ? undefined : day
}
