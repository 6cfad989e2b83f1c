import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import type { RecordKeeper, Verified } from '@bulkhead/contracts/record/record-keeper'
import { proofErrorOf } from '@bulkhead/identity/prove-key'

import { settingsOf } from '../config/resolve-config.ts'
import type { Tables } from '../desk/tables.ts'
import { keyRecordOf } from '../propagation/record-of.ts'

/** Judges a key by the record itself. */
export function verify(
  tables: Tables,
  ask: Parameters<RecordKeeper['verify']>[0],
  nowMs: number,
): Outcome<Verified> {
  const tenant = tables.tenants.find(ask.tenantId)
  const row = tables.keys.find(ask.keyId)
  const isTheirs = tenant !== undefined && row?.tenantId === tenant.id
  const key = isTheirs ? keyRecordOf(row) : undefined
  const error = proofErrorOf(key, ask, nowMs)
  if (tenant === undefined || key === undefined || error?.code === 'api_key_invalid') {
    return refused(error)
  }
  const config = settingsOf(tables, tenant)
  if (error !== undefined) return { ...refuse(error), origins: config.cors.origins }
  const { keyId, scopes, models, limits } = key
  return accept({
    epoch: tenant.epoch,
    config,
    key: {
      keyId,
      scopes,
      ...(models === undefined ? {} : { models }),
      ...(limits === undefined ? {} : { limits }),
    },
  })
}

/** The key of nobody is always refused. */
function refused(error: ReturnType<typeof proofErrorOf>): Outcome<Verified> {
  if (error === undefined) throw new TypeError('a key of nobody was proven')
  return refuse(error)
}
