import { ERROR_CODES, type ErrorCode } from '@bulkhead/errors/codes'
import * as z from 'zod/mini'

import type { Route } from '../src/route.ts'
import type { Operation } from './operation.ts'
import type { Json } from './schema-json.ts'

export const ErrorEnvelope = z.object({
  error: z.object({
    code: z.enum(Object.keys(ERROR_CODES)),
    message: z.string(),
    type: z.string(),
    param: z.nullable(z.string()),
    requestId: z.string(),
    traceId: z.string(),
    details: z.optional(z.unknown()),
  }),
})

/** Those that follow from what a route reads and is, and its own. */
function errorsOf({ path, method, query, body }: Route, operation: Operation): ReadonlySet<ErrorCode> {
  const isChange = method !== 'GET'
  return new Set<ErrorCode>([
    ...(query !== undefined || isChange ? (['invalid_request'] as const) : []),
    ...(['api_key_invalid', 'api_key_expired', 'scope_insufficient'] as const),
    ...(path.includes(':') ? (['not_found'] as const) : []),
    ...(path.includes('tenants/:id') ? (['tenant_not_found'] as const) : []),
    ...(isChange && operation.versioned === true ? (['version_conflict'] as const) : []),
    ...(body === undefined ? [] : (['payload_too_large', 'unsupported_media_type'] as const)),
    ...(method === 'POST' ? (['idempotency_mismatch'] as const) : []),
    ...(operation.errors ?? []),
    ...(['rate_limited', 'internal', 'service_unavailable'] as const),
  ])
}

/** Answers that many operations share, by the codes in them. */
export class ErrorBook {
  readonly #responses: Json = {}

  /** As responses by status. */
  add(route: Route, operation: Operation): Json {
    const byStatus = Map.groupBy(errorsOf(route, operation), (code) => ERROR_CODES[code].status)
    return Object.fromEntries([...byStatus].map(([status, codes]) => [status, this.#reference(codes)]))
  }

  /** What `components.responses` holds. */
  responses(): Json {
    return Object.fromEntries(Object.entries(this.#responses).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  }

  #reference(codes: readonly ErrorCode[]): Json {
    const name = codes.join('.')
    const [first] = codes
    const json = { schema: { $ref: '#/components/schemas/Error' }, example: exampleOf(first) }
    this.#responses[name] = { description: describe(codes), content: { 'application/json': json } }
    return { $ref: `#/components/responses/${name}` }
  }
}

function exampleOf(code: ErrorCode = 'internal'): object {
  const { message, type } = ERROR_CODES[code]
  const requestId = 'req_0123456789abcdef0123456789abcdef'
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  return { error: { code, message, type, param: null, requestId, traceId } }
}

function describe(codes: readonly ErrorCode[]): string {
  return codes.map((code) => `\`${code}\`: ${ERROR_CODES[code].message}`).join('\n\n')
}
