import type { CreateKey } from '@bulkhead/contracts/http/admin/keys'
import { BulkheadError, type FieldProblem } from '@bulkhead/errors/bulkhead-error'
import { invalid } from '@bulkhead/http/read-body'
import { nanoDollarsOf } from '@bulkhead/spending/dollars'
import { isRangeInRanges } from '@bulkhead/tenant-schema/ip-range'
import type { KeyLimits } from '@bulkhead/tenant-schema/tenant-config'

/** The wish, held to what holds the asking key wherever the wish says nothing. */
export function heldTo(asking: CreateKey, wish: CreateKey): CreateKey {
  const { expiresAt, models, allowedIps } = asking
  const limits = { ...asking.limits, ...wish.limits }
  return {
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(models === undefined ? {} : { models }),
    ...(allowedIps === undefined ? {} : { allowedIps }),
    ...wish,
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  }
}

/**
 * No key may make or take over one that may do more than itself.
 *
 * @throws BulkheadError `scope_insufficient` for scopes, `invalid_request` with one entry per field for the rest
 */
export function requireWithin(asking: CreateKey, wish: CreateKey): void {
  const missing = wish.scopes.filter((scope) => !asking.scopes.includes(scope))
  if (missing.length > 0) throw new BulkheadError('scope_insufficient', { details: { required: missing } })
  const problems = [
    ...beyondModels(asking, wish),
    ...beyondLimits(asking.limits ?? {}, wish.limits ?? {}),
    ...beyondAddresses(asking, wish),
    ...beyondEnd(asking, wish),
  ]
  if (problems.length > 0) throw invalid(problems)
}

function beyondModels({ models: own }: CreateKey, { models }: CreateKey): FieldProblem[] {
  if (own === undefined) return []
  if (models === undefined) return [missing('models')]
  return models.flatMap((model, at) =>
    own.includes(model) ? [] : [{ path: `models.${at}`, message: 'is not a model of the asking key' }],
  )
}

const LIMITS = [
  'requestsPerMinute',
  'burst',
  'tokensPerDay',
  'tokensPerMonth',
  'spendPerDay',
  'spendPerMonth',
] as const satisfies readonly (keyof KeyLimits)[]

function beyondLimits(own: KeyLimits, wished: KeyLimits): FieldProblem[] {
  return LIMITS.flatMap((name) => {
    const most = own[name]
    const wish = wished[name]
    if (most === undefined) return []
    if (wish === undefined) return [missing(`limits.${name}`)]
    if (amountOf(wish) <= amountOf(most)) return []
    return [{ path: `limits.${name}`, message: `is above the asking key's own, which is ${most}` }]
  })
}

function amountOf(limit: number | string): number {
  return typeof limit === 'number' ? limit : nanoDollarsOf(limit)
}

function beyondAddresses({ allowedIps: own }: CreateKey, { allowedIps }: CreateKey): FieldProblem[] {
  if (own === undefined) return []
  if (allowedIps === undefined) return [missing('allowedIps')]
  return allowedIps.flatMap((range, at) =>
    isRangeInRanges(range, own)
      ? []
      : [{ path: `allowedIps.${at}`, message: 'is not an address of the asking key' }],
  )
}

function beyondEnd({ expiresAt: own }: CreateKey, { expiresAt }: CreateKey): FieldProblem[] {
  if (own === undefined) return []
  if (expiresAt === undefined) return [missing('expiresAt')]
  return Date.parse(expiresAt) <= Date.parse(own)
    ? []
    : [{ path: 'expiresAt', message: `is after the asking key's own, which is ${own}` }]
}

function missing(path: string): FieldProblem {
  return { path, message: 'must be given, since the asking key has one' }
}
