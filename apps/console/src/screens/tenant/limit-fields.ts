import type { Budget, Tenant } from '../../records/tenants.ts'

/** The limits of the form, as people type them; empty is none. */
export interface LimitFields {
  readonly requestsPerMinute: string
  readonly burst: string
  readonly tokensPerDay: string
  readonly tokensPerMonth: string
  readonly spendPerDay: string
  readonly spendPerMonth: string
}

type Limits = Pick<Tenant, 'rateLimit' | 'budget'>

export function fieldsOf({ rateLimit, budget }: Limits): LimitFields {
  const text = (value: string | number | undefined) => (value === undefined ? '' : String(value))
  return {
    requestsPerMinute: text(rateLimit?.requestsPerMinute),
    burst: text(rateLimit?.burst),
    tokensPerDay: text(budget?.tokensPerDay),
    tokensPerMonth: text(budget?.tokensPerMonth),
    spendPerDay: text(budget?.spendPerDay),
    spendPerMonth: text(budget?.spendPerMonth),
  }
}

/** A merge patch with what was changed alone: what stays the plan's stays the plan's. */
export function patchOf(before: LimitFields, after: LimitFields): object {
  const rateLimit = {
    ...changed('requestsPerMinute', before, after, Number),
    ...changed('burst', before, after, Number),
  }
  const budget = {
    ...changed('tokensPerDay', before, after, Number),
    ...changed('tokensPerMonth', before, after, Number),
    ...changed('spendPerDay', before, after, String),
    ...changed('spendPerMonth', before, after, String),
  } satisfies { [name in keyof Budget]?: unknown }
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
