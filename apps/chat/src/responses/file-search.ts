import { Filter } from '@bulkhead/contracts/http/filter'
import { fileSearchOf, type ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import * as z from 'zod/mini'

import type { Question } from '../answers/consult.ts'

const value = z.union([z.string(), z.number(), z.boolean()])
const Comparison = z.object({
  type: z.enum(['eq', 'gt', 'gte', 'lt', 'lte', 'in']),
  key: z.string(),
  value: z.union([value, z.array(value)]),
})
const Filters = z.union([Comparison, z.object({ type: z.literal('and'), filters: z.array(Comparison) })])

const ONLY = 'must be a comparison (eq, gt, gte, lt, lte, in), or an "and" of some, over different fields'

/**
 * What `file_search` asks of the tenant's documents. Undefined: it was not asked for, or the model is to go on
 * from a tool's output. @throws BulkheadError `invalid_request` for filters that search does not know
 */
export function documentQuestion(request: ResponsesRequest, text: string | undefined): Question | undefined {
  const tool = fileSearchOf(request)
  if (tool === undefined || text === undefined || text.trim() === '' || request.tool_choice === 'none')
    return undefined
  const topK = tool.max_num_results ?? undefined
  const filter = tool.filters == null ? undefined : filterOf(tool.filters)
  return { text, topK, filter }
}

function filterOf(given: unknown): Filter {
  const { data } = z.safeParse(Filters, given)
  const comparisons = data === undefined ? [] : data.type === 'and' ? data.filters : [data]
  const filter: Record<string, unknown> = {}
  for (const { type, key, value: wanted } of comparisons) {
    filter[key] = type === 'eq' ? onlyOnce(filter[key], wanted) : inRange(filter[key], { [type]: wanted })
  }
  const parsed = z.safeParse(Filter, filter)
  if (comparisons.length === 0 || !parsed.success) throw invalidFilter()
  return parsed.data
}

/** One field cannot be equal to two values. */
function onlyOnce(known: unknown, wanted: unknown): unknown {
  if (known !== undefined) throw invalidFilter()
  return wanted
}

/** Bounds of one field belong together; the schema knows which fit. */
function inRange(known: unknown, bound: object): object {
  if (known === undefined) return bound
  if (typeof known !== 'object' || known === null) throw invalidFilter()
  return { ...known, ...bound }
}

function invalidFilter(): BulkheadError {
  const path = 'tools.filters'
  return new BulkheadError('invalid_request', { param: path, details: [{ path, message: ONLY }] })
}
