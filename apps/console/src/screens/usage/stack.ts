import { nameOf, valueOf, type Group, type Measure, type UsageLine } from './usage-line.ts'

/** One colour of the stacked bars. */
export interface Series {
  readonly name: string
  /** One a day, in the order of the days. */
  readonly values: readonly number[]
  readonly total: number
}

export const OTHERS = 'all others'

/** The largest names each as a series and all others as one, so that a thousand tenants stay readable. */
export function stackOf(
  lines: readonly UsageLine[],
  { days, group, measure, most }: StackOptions,
): readonly Series[] {
  const at = new Map(days.map((day, index) => [day, index]))
  const sums = new Map<string, number[]>()
  for (const line of lines) {
    const day = at.get(line.date ?? '')
    if (day === undefined) continue
    const name = nameOf(line, group)
    const values = sums.get(name) ?? days.map(() => 0)
    values[day] = (values[day] ?? 0) + valueOf(line, measure)
    sums.set(name, values)
  }
  const all = [...sums].map(([name, values]) => ({ name, values, total: sum(values) }))
  const ranked = all.toSorted((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1))
  if (ranked.length <= most) return ranked
  return [...ranked.slice(0, most - 1), merged(ranked.slice(most - 1), days.length)]
}

interface StackOptions {
  readonly days: readonly string[]
  readonly group: Group
  readonly measure: Measure
  /** Series, the one of all others included. */
  readonly most: number
}

function merged(rest: readonly Series[], length: number): Series {
  const values = Array.from({ length }, (_, at) => sum(rest.map((one) => one.values[at] ?? 0)))
  return { name: OTHERS, values, total: sum(values) }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
