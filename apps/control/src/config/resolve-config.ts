import type { TenantSettings } from '@bulkhead/contracts/record/tenant-record'
import { parseTenantConfig } from '@bulkhead/tenant-schema/check-configs'

import type { Tables } from '../desk/tables.ts'
import type { JsonObject } from '../tables/json.ts'
import type { TenantRow } from '../tables/tenant-table.ts'
import { mergePatch } from './merge-patch.ts'

/** The document on top of what its plan says. */
export function withPlan(plan: JsonObject | undefined, document: JsonObject): unknown {
  if (plan === undefined) return document
  const { description: _, ...parts } = plan
  return mergePatch(parts, document)
}

/**
 * What the home object enforces. @throws when the stored document is not valid any more, so that its tenant is
 * denied rather than unlimited
 */
export function settingsOf({ plans }: Pick<Tables, 'plans'>, row: TenantRow): TenantSettings {
  const plan = row.plan === undefined ? undefined : plans.find(row.plan)?.document
  const parsed = parseTenantConfig(withPlan(plan, row.document))
  if (!parsed.ok) {
    const paths = parsed.problems.map(({ path }) => path).join(', ')
    throw new Error(`the stored config of ${row.id} is not valid: ${paths}`)
  }
  const { apiKeys: _, $schema: __, ...settings } = parsed.config
  return { ...settings, status: row.status }
}
