import type { KeyRecord, TenantChange, TenantRecord } from '@bulkhead/contracts/record/tenant-record'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { settingsOf } from '../config/resolve-config.ts'
import type { Tables } from '../desk/tables.ts'
import type { World } from '../desk/world.ts'
import { pricesFor, versionsFrom } from '../money/price-versions.ts'
import type { KeyRow } from '../tables/key-table.ts'
import type { TenantRow } from '../tables/tenant-table.ts'

/** A key as the home object enforces it. */
export function keyRecordOf(row: KeyRow): KeyRecord {
  const { models, limits, allowedIps } = row.settings
  return {
    keyId: row.id,
    sha256: row.sha256,
    ...(row.previous === undefined ? {} : { previous: row.previous }),
    scopes: row.scopes,
    status: row.status,
    ...(row.expiresMs === undefined ? {} : { expiresMs: row.expiresMs }),
    ...(row.notBeforeMs === undefined ? {} : { notBeforeMs: row.notBeforeMs }),
    ...(models === undefined ? {} : { models }),
    ...(limits === undefined ? {} : { limits }),
    ...(allowedIps === undefined ? {} : { allowedIps }),
  }
}

/** Everything that a home object without a copy needs. Revoked keys are as good as unknown ones. */
export function recordOf(tables: Tables, world: World, row: TenantRow): TenantRecord {
  return {
    epoch: row.epoch,
    ...settingsAndPrices(tables, world, row),
    keys: tables.keys.active(row.id).map(keyRecordOf),
  }
}

function settingsAndPrices(tables: Tables, world: World, row: TenantRow) {
  const config = settingsOf(tables, row)
  const { model, fallbackModels, allowedModels } = config.chat
  const others = [...world.models].flatMap(([id, { kind }]) => (kind === 'chat' ? [] : [id]))
  const ids = [...new Set([model, ...fallbackModels, ...allowedModels, ...others])]
  return { config, prices: pricesFor(ids, versionsFrom(tables.prices.all(), world.models, Date.now())) }
}

/** What the home object has to learn: all of it, or what changed since it last acknowledged. */
export function changeFor(
  tables: Tables,
  world: World,
  { tenantId, isFull }: { readonly tenantId: TenantId; readonly isFull: boolean },
): TenantChange | undefined {
  const row = tables.tenants.find(tenantId)
  if (row === undefined) {
    const tombstone = tables.tombstones.find(tenantId)
    return tombstone === undefined ? undefined : { epoch: tombstone.epoch, full: true, deleted: true }
  }
  if (isFull || row.enforcedEpoch === 0) return { full: true, ...recordOf(tables, world, row) }
  const { epoch, enforcedEpoch: from } = row
  const changed = tables.keys.changedSince(tenantId, from)
  return {
    from,
    epoch,
    full: false,
    ...(row.configEpoch > from ? settingsAndPrices(tables, world, row) : {}),
    keys: changed.filter(({ status }) => status === 'active').map(keyRecordOf),
    removedKeys: changed.filter(({ status }) => status === 'revoked').map(({ id }) => id),
  }
}
