import { nameOf, type Group, type UsageLine } from './usage-line.ts'

/** One row of the table: a model, a tenant or a key over the whole span. */
export interface UsageSum {
  readonly name: string
  readonly requests: number
  readonly promptTokens: number
  readonly cachedPromptTokens: number
  readonly completionTokens: number
  readonly reasoningTokens: number
  readonly totalTokens: number
  readonly estimatedTokens: number
  /** US dollars of what has a price. */
  readonly cost: number
  /** Whether a part of it has none. */
  readonly isUnpriced: boolean
}

const NOTHING: Omit<UsageSum, 'name'> = {
  requests: 0,
  promptTokens: 0,
  cachedPromptTokens: 0,
  completionTokens: 0,
  reasoningTokens: 0,
  totalTokens: 0,
  estimatedTokens: 0,
  cost: 0,
  isUnpriced: false,
}

/** The most expensive first. */
export function sumsBy(lines: readonly UsageLine[], group: Group): readonly UsageSum[] {
  const sums = new Map<string, UsageSum>()
  for (const line of lines) {
    const name = nameOf(line, group)
    sums.set(name, plus(sums.get(name) ?? { name, ...NOTHING }, line))
  }
  return [...sums.values()].toSorted((a, b) => b.cost - a.cost || b.totalTokens - a.totalTokens)
}

export function sumOf(lines: readonly UsageLine[]): UsageSum {
  return lines.reduce(plus, { name: '', ...NOTHING })
}

function plus(sum: UsageSum, line: UsageLine): UsageSum {
  return {
    name: sum.name,
    requests: sum.requests + line.requests,
    promptTokens: sum.promptTokens + line.promptTokens,
    cachedPromptTokens: sum.cachedPromptTokens + line.cachedPromptTokens,
    completionTokens: sum.completionTokens + line.completionTokens,
    reasoningTokens: sum.reasoningTokens + line.reasoningTokens,
    totalTokens: sum.totalTokens + line.totalTokens,
    estimatedTokens: sum.estimatedTokens + line.estimatedTokens,
    cost: sum.cost + Number(line.cost ?? 0),
    isUnpriced: sum.isUnpriced || line.cost === null,
  }
}
