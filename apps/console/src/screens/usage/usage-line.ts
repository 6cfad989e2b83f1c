/** One line of `GET /admin/v1/usage`. */
export interface UsageLine {
  readonly date?: string
  readonly tenantId?: string
  readonly model?: string
  readonly keyId?: string
  readonly requests: number
  readonly promptTokens: number
  readonly cachedPromptTokens: number
  readonly completionTokens: number
  readonly reasoningTokens: number
  readonly totalTokens: number
  readonly estimatedTokens: number
  /** US dollars; null as soon as the price of a part is unknown. */
  readonly cost: string | null
}

export const MEASURES = ['cost', 'tokens', 'requests'] as const
export type Measure = (typeof MEASURES)[number]

export const GROUPS = ['model', 'tenant', 'key'] as const
export type Group = (typeof GROUPS)[number]

const FIELD = { model: 'model', tenant: 'tenantId', key: 'keyId' } as const

export function nameOf(line: UsageLine, group: Group): string {
  return line[FIELD[group]] ?? 'unknown'
}

/** The sum of each day that has one. */
export function sumByDay(lines: readonly UsageLine[], measure: Measure): ReadonlyMap<string, number> {
  const days = new Map<string, number>()
  for (const line of lines) {
    const { date = '' } = line
    days.set(date, (days.get(date) ?? 0) + valueOf(line, measure))
  }
  return days
}

/** A line whose price is unknown adds nothing to the money; `unpriced` counts such lines. */
export function valueOf(line: UsageLine, measure: Measure): number {
  if (measure === 'tokens') return line.totalTokens
  return measure === 'requests' ? line.requests : Number(line.cost ?? 0)
}
