import { ERROR_CODES, isErrorCode, type ErrorCode } from '@bulkhead/errors/codes'

import type { Route } from '../src/route.ts'
import { EXAMPLE_NAMES } from './examples/example-names.ts'
import type { Json } from './json.ts'

/** Whatever a route of a tenant does, it can answer these. */
const TENANT_ERRORS: readonly ErrorCode[] = [
  'tenant_required',
  'invalid_request',
  'api_key_required',
  'api_key_invalid',
  'api_key_expired',
  'tenant_mismatch',
  'tenant_suspended',
  'scope_insufficient',
  'tenant_not_found',
  'request_timeout',
  'payload_too_large',
  'rate_limited',
  'internal',
  'admission_unavailable',
  'service_unavailable',
]
const ADMIN_ERRORS: readonly ErrorCode[] = [
  'api_key_invalid',
  'rate_limited',
  'internal',
  'service_unavailable',
]

/**
 * Every code that a route can answer: those of its kind, those that follow from what it reads, and its own.
 */
export function errorsOf(route: Route): ReadonlySet<ErrorCode> {
  return new Set([...ofItsKind(route), ...ofItsReader(route), ...(route.facts.operation.errors ?? [])])
}

function ofItsKind({ access, path, facts }: Route): readonly ErrorCode[] {
  if (access === 'open') return ['method_not_allowed']
  if (access === 'admin') return [...ADMIN_ERRORS, ...(path.includes(':id') ? NO_TENANT : [])]
  return [
    ...TENANT_ERRORS,
    ...(facts.costsTokens ? BUDGET : []),
    ...(facts.keepsResults ? IDEMPOTENCY : []),
    ...facts.probes(EXAMPLE_NAMES).flatMap(({ foreign }) => (isErrorCode(foreign) ? [foreign] : [])),
  ]
}

const NO_TENANT = ['tenant_not_found'] as const
const BUDGET = ['budget_exceeded', 'budget_in_flight'] as const
const IDEMPOTENCY = ['idempotency_in_progress', 'idempotency_mismatch'] as const

function ofItsReader({ facts: { accepts } }: Route): readonly ErrorCode[] {
  return [
    ...(accepts.body === undefined ? [] : (['invalid_request', 'unsupported_media_type'] as const)),
    ...(accepts.rawTypes === undefined ? [] : (['length_required'] as const)),
  ]
}

/** The error responses of one document: routes that can answer the same codes share one. */
export class ErrorResponses {
  readonly components: Record<string, Json> = {}
  readonly #names = new Map<string, string>()

  /** Those of a route, by status. */
  of(route: Route): Json {
    const byStatus = new Map<number, ErrorCode[]>()
    for (const code of errorsOf(route)) {
      const { status } = ERROR_CODES[code]
      byStatus.set(status, [...(byStatus.get(status) ?? []), code])
    }
    return Object.fromEntries(
      [...byStatus]
        .sort(([a], [b]) => a - b)
        .map(([status, codes]) => [status, { $ref: `#/components/responses/${this.#named(status, codes)}` }]),
    )
  }

  #named(status: number, codes: readonly ErrorCode[]): string {
    const key = codes.toSorted().join(' ')
    const known = this.#names.get(key)
    if (known !== undefined) return known
    const alike = Object.keys(this.components).filter((name) => name.startsWith(`Error${status}`)).length
    const name = `Error${status}${alike === 0 ? '' : `_${alike + 1}`}`
    this.#names.set(key, name)
    this.components[name] = responseJson(codes)
    return name
  }
}

function responseJson(codes: readonly ErrorCode[]): Json {
  const waits = codes.some((code) => ERROR_CODES[code].status === 429 || ERROR_CODES[code].status === 503)
  const headers = ['x-request-id', ...(waits ? ['retry-after'] : [])]
  return {
    description: codes.map((code) => `\`${code}\`: ${ERROR_CODES[code].message}`).join('\n\n'),
    headers: Object.fromEntries(headers.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/Error' },
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  }
}
