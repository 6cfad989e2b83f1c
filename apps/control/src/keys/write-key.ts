import type { CreateKey } from '@bulkhead/contracts/http/admin/keys'
import { BulkheadError, type FieldProblem } from '@bulkhead/errors/bulkhead-error'
import { invalid } from '@bulkhead/http/read-body'

import { changesBetween } from '../audit/changes-between.ts'
import { settingsOf } from '../config/resolve-config.ts'
import type { Desk } from '../desk/desk.ts'
import { MAX_KEYS_PER_TENANT } from '../limits.ts'
import { currentPrices } from '../money/price-versions.ts'
import type { KeyRow } from '../tables/key-table.ts'
import type { TenantRow } from '../tables/tenant-table.ts'
import { auditedKey } from './key-view.ts'
import type { MintedKey } from './mint-key.ts'

/** @throws BulkheadError `not_found`, also for a key of another tenant */
export function keyOfTenant({ tables }: Pick<Desk, 'tables'>, tenant: TenantRow, keyId: string): KeyRow {
  const row = tables.keys.find(keyId)
  if (row === undefined || row.tenantId !== tenant.id) throw new BulkheadError('not_found')
  return row
}

/** A new key of an API tenant's. @throws BulkheadError `invalid_request` with one entry per field */
export function createKey(
  desk: Desk,
  tenant: TenantRow,
  { wish, minted }: { readonly wish: CreateKey; readonly minted: Omit<MintedKey, 'key'> },
): KeyRow {
  const problems = problemsOf(desk, tenant, wish)
  if (desk.tables.keys.count(tenant.id) >= MAX_KEYS_PER_TENANT) {
    problems.push({ path: '(body)', message: `a tenant has at most ${MAX_KEYS_PER_TENANT} active keys` })
  }
  if (problems.length > 0) throw invalid(problems)
  const row: KeyRow = {
    id: minted.keyId,
    tenantId: tenant.id,
    sha256: minted.sha256,
    previous: undefined,
    ...wishedColumns(wish),
    status: 'active',
    managedBy: 'api',
    fileSha256: undefined,
    isConsole: false,
    epoch: 0,
    version: 1,
    createdMs: desk.nowMs,
    createdBy: desk.actor.id,
    updatedMs: desk.nowMs,
    lastUsedMs: undefined,
    revokedMs: undefined,
  }
  const stored = storeKey(desk, row, { action: 'key.created', before: undefined })
  desk.emit('key.created', tenant.id, { keyId: row.id, scopes: row.scopes })
  return stored
}

/** @throws BulkheadError `invalid_request` with one entry per field */
export function changeKey(desk: Desk, tenant: TenantRow, change: { row: KeyRow; wish: CreateKey }): KeyRow {
  const { row, wish } = change
  requireActive(row)
  const problems = problemsOf(desk, tenant, wish, row)
  if (problems.length > 0) throw invalid(problems)
  const next: KeyRow = {
    ...row,
    ...wishedColumns(wish),
    version: row.version + 1,
    updatedMs: desk.nowMs,
  }
  return storeKey(desk, next, { action: 'key.updated', before: row })
}

/** Writes a key that changed, and has its tenant's home object learn of it. */
export function storeKey(
  desk: Desk,
  row: KeyRow,
  deed: {
    readonly action: string
    readonly before: KeyRow | undefined
    readonly reason?: string | undefined
  },
): KeyRow {
  const stored = { ...row, epoch: desk.touch(row.tenantId, 'keys') }
  desk.tables.keys.put(stored)
  desk.record(deed.action, {
    targets: [
      { type: 'key', id: row.id },
      { type: 'tenant', id: row.tenantId },
    ],
    changes: changesBetween(deed.before && auditedKey(deed.before), auditedKey(stored)),
    reason: deed.reason,
  })
  return stored
}

/** @throws BulkheadError `invalid_request` */
export function requireActive(row: KeyRow): void {
  if (row.status === 'active') return
  throw invalid([{ path: 'status', message: 'the key is revoked, which is final: create another one' }])
}

function wishedColumns({ name, scopes, expiresAt, notBefore, models, ...settings }: CreateKey) {
  return {
    name,
    scopes: [...new Set(scopes)],
    settings: { ...settings, ...(models === undefined ? {} : { models: [...new Set(models)] }) },
    expiresMs: expiresAt === undefined ? undefined : Date.parse(expiresAt),
    notBeforeMs: notBefore === undefined ? undefined : Date.parse(notBefore),
  }
}

/**
 * What the schema cannot know. What the key has already may be out of date, and must not keep the rest of it
 * from being changed.
 */
function problemsOf(desk: Desk, tenant: TenantRow, wish: CreateKey, before?: KeyRow): FieldProblem[] {
  const { chat } = settingsOf(desk.tables, tenant)
  const had = before?.settings.models ?? []
  const allowed = new Set([chat.model, ...chat.allowedModels, ...embeddingModels(desk), ...had])
  const foreign = (wish.models ?? []).flatMap((model, at) =>
    allowed.has(model) ? [] : [{ path: `models.${at}`, message: 'is not a model of this tenant' }],
  )
  const unpriced = unpricedLimits(desk, wish, [chat.model, ...chat.fallbackModels, ...chat.allowedModels])
  return [
    ...foreign,
    ...(isSame(before?.settings.limits, wish.limits) ? [] : unpriced),
    ...spanProblems(wish, before, desk.nowMs),
  ]
}

function spanProblems(
  { expiresAt, notBefore }: CreateKey,
  before: KeyRow | undefined,
  nowMs: number,
): FieldProblem[] {
  if (expiresAt === undefined) return []
  const endMs = Date.parse(expiresAt)
  const isNever = notBefore !== undefined && endMs <= Date.parse(notBefore)
  return [
    ...(isNever ? [{ path: 'expiresAt', message: 'must be after notBefore' }] : []),
    ...(endMs !== before?.expiresMs && endMs <= nowMs
      ? [{ path: 'expiresAt', message: 'must be in the future' }]
      : []),
  ]
}

const MONEY = ['spendPerDay', 'spendPerMonth'] as const

/** What a model without a price costs could not be reserved: every request for it would be refused. */
function unpricedLimits(
  { tables, world, nowMs }: Desk,
  { limits, models }: CreateKey,
  ofTenant: readonly string[],
): FieldProblem[] {
  const named = MONEY.filter((name) => limits?.[name] !== undefined)
  if (named.length === 0) return []
  const prices = currentPrices(tables.prices.all(), world.models, nowMs)
  const unpriced = [...new Set(models ?? ofTenant)].filter((model) => !Object.hasOwn(prices, model))
  return named.flatMap((name) =>
    unpriced.map((model) => ({ path: `limits.${name}`, message: `needs a price for the model "${model}"` })),
  )
}

function isSame(before: unknown, after: unknown): boolean {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(after)
}

function embeddingModels({ world }: Desk): string[] {
  return [...world.models].flatMap(([id, { kind }]) => (kind === 'chat' ? [] : [id]))
}
