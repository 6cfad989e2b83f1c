import type { Condition, Filter, Metadata } from '@bulkhead/contracts/http/filter'

type Scalar = Metadata[string]

/** Whether a document's metadata meets every condition. A field that is absent meets none; values of different types are never equal or ordered. */
export function matchesFilter(metadata: Metadata, filter: Filter): boolean {
  return Object.entries(filter).every(([field, condition]) => {
    const value = Object.hasOwn(metadata, field) ? metadata[field] : undefined
    return value !== undefined && meets(value, condition)
  })
}

function meets(value: Scalar, condition: Condition): boolean {
  if (typeof condition !== 'object') return value === condition
  if ('in' in condition) return condition.in.includes(value)
  const { gt, gte, lt, lte } = condition
  return (
    holds(value, gt, (order) => order > 0) &&
    holds(value, gte, (order) => order >= 0) &&
    holds(value, lt, (order) => order < 0) &&
    holds(value, lte, (order) => order <= 0)
  )
}

function holds(value: Scalar, bound: string | number | undefined, test: (order: number) => boolean): boolean {
  if (bound === undefined) return true
  if (typeof value !== typeof bound) return false
  if (value === bound) return test(0)
  return test(value > bound ? 1 : -1)
}
