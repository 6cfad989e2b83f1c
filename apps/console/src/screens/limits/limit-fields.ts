/** The limits of the form, as people type them; empty is none. */
export interface LimitFields {
  readonly requestsPerMinute: string
  readonly burst: string
  readonly tokensPerDay: string
  readonly tokensPerMonth: string
  readonly spendPerDay: string
  readonly spendPerMonth: string
}

/** Parts of a tenant's document or of a plan. */
export interface Limits {
  readonly rateLimit?: unknown
  readonly budget?: unknown
}

export function fieldsOf({ rateLimit, budget }: Limits): LimitFields {
  return {
    requestsPerMinute: textIn(rateLimit, 'requestsPerMinute'),
    burst: textIn(rateLimit, 'burst'),
    tokensPerDay: textIn(budget, 'tokensPerDay'),
    tokensPerMonth: textIn(budget, 'tokensPerMonth'),
    spendPerDay: textIn(budget, 'spendPerDay'),
    spendPerMonth: textIn(budget, 'spendPerMonth'),
  }
}

function textIn(part: unknown, name: string): string {
  const value: unknown = typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** A merge patch with what was changed alone: what stays the plan's stays the plan's. */
export function patchOf(before: LimitFields, after: LimitFields): Record<string, object> {
  const rateLimit = {
    ...changed('requestsPerMinute', before, after, Number),
    ...changed('burst', before, after, Number),
  }
  const budget = {
    ...changed('tokensPerDay', before, after, Number),
    ...changed('tokensPerMonth', before, after, Number),
    ...changed('spendPerDay', before, after, String),
    ...changed('spendPerMonth', before, after, String),
  }
  return {
    ...(Object.keys(rateLimit).length === 0 ? {} : { rateLimit }),
    ...(Object.keys(budget).length === 0 ? {} : { budget }),
  }
}

function changed(
  name: keyof LimitFields,
  before: LimitFields,
  after: LimitFields,
  read: (text: string) => string | number,
): Record<string, string | number | null> {
  const text = after[name].trim()
  if (text === before[name]) return {}
  return { [name]: text === '' ? null : read(text) }
}
