import { ERROR_CODES, isErrorCode, type ErrorCode } from '@bulkhead/errors/codes'

import type { Route } from '../src/route.ts'
import { EXAMPLE_NAMES } from './examples.ts'

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
  if (access === 'open') return []
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

/** As responses by status, each with what the codes mean. */
export function errorsJson(route: Route): Record<string, unknown> {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of errorsOf(route)) {
    const { status } = ERROR_CODES[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [status, { description: describe(codes), content }]),
  )
}

function describe(codes: readonly ErrorCode[]): string {
  return codes.map((code) => `\`${code}\`: ${ERROR_CODES[code].message}`).join('\n\n')
}
