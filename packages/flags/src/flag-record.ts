import { FlagOverrides } from '@bulkhead/tenant-schema/flags'
import type * as z from 'zod/mini'

/** What a stored record says, and what in it is invalid. */
export interface FlagRecord {
  readonly overrides: FlagOverrides
  /** Each as `path: what is wrong`, without the value. */
  readonly problems: readonly string[]
}

/** Nobody has stored anything. */
const NO_RECORD: FlagRecord = { overrides: {}, problems: [] }

/**
 * Reads a record flag by flag: ignores what is invalid, as if nobody had set it, and applies the rest. Never
 * throws.
 */
export function parseFlagRecord(text: unknown): FlagRecord {
  if (text === null || text === undefined) return NO_RECORD
  const raw = jsonOf(text)
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { overrides: {}, problems: ['(root): must be a JSON object'] }
  }
  const whole = FlagOverrides.safeParse(raw)
  if (whole.success) return { overrides: whole.data, problems: [] }
  const problems = new Map(whole.error.issues.flatMap(problemsOf))
  const rest = Object.fromEntries(Object.entries(raw).filter(([name]) => !problems.has(name)))
  const usable = FlagOverrides.safeParse(rest)
  return {
    overrides: usable.success ? usable.data : {},
    problems: Array.from(problems, ([name, problem]) => `${name}: ${problem}`),
  }
}

function problemsOf(issue: z.core.$ZodIssue): [flag: string, problem: string][] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [key, 'is not a flag'])
  return [[String(issue.path[0]), 'has the wrong type']]
}

function jsonOf(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}
