import { invalid } from '@bulkhead/http/read-body'
import { parseTenantConfig } from '@bulkhead/tenant-schema/check-configs'

import { changesBetween } from '../audit/changes-between.ts'
import { mergePatch } from '../config/merge-patch.ts'
import { withPlan } from '../config/resolve-config.ts'
import type { Desk } from '../desk/desk.ts'
import type { JsonObject } from '../tables/json.ts'
import type { PlanRow } from '../tables/plan-table.ts'

/** A tenant that has nothing but what the plan says: what the schema wants beside it. */
const PROBE = {
  id: 'probe',
  name: 'Probe',
  status: 'active',
  tier: 'standard',
  chat: { model: 'probe' },
}
/** What a plan may leave to its tenants. */
const LEFT_OUT = {
  rateLimit: { requestsPerMinute: 1, burst: 1 },
  budget: { tokensPerDay: 1 },
}

/** New or replaced. Its tenants have it from the push on. @throws BulkheadError `invalid_request` */
export function writePlan(desk: Desk, name: string, document: JsonObject): PlanRow {
  const before = desk.tables.plans.find(name)
  refuseBroken(document)
  const row: PlanRow = {
    name,
    document,
    version: (before?.version ?? 0) + 1,
    createdMs: before?.createdMs ?? desk.nowMs,
    updatedMs: desk.nowMs,
  }
  desk.tables.plans.put(row)
  refuseBrokenTenants(desk, row)
  desk.record(before === undefined ? 'plan.created' : 'plan.updated', {
    targets: [{ type: 'plan', id: name }],
    changes: changesBetween(before?.document, document),
  })
  return row
}

/** @throws BulkheadError `invalid_request` while a tenant has it */
export function removePlan(desk: Desk, row: PlanRow): void {
  const { length } = desk.tables.tenants.idsWith(row.name)
  if (length > 0) {
    throw invalid([
      { path: 'name', message: `${length} tenants have this plan: give them another one first` },
    ])
  }
  desk.tables.plans.remove(row.name)
  desk.record('plan.removed', {
    targets: [{ type: 'plan', id: row.name }],
    changes: changesBetween(row.document, undefined),
  })
}

function refuseBroken(document: JsonObject): void {
  const parsed = parseTenantConfig(mergePatch(mergePatch(PROBE, LEFT_OUT), withPlan(document, {})))
  if (!parsed.ok) throw invalid(parsed.problems)
}

/** No tenant may be left with a config that is not valid: the plan is refused instead. */
function refuseBrokenTenants(desk: Desk, { name, document }: PlanRow): void {
  for (const id of desk.tables.tenants.idsWith(name)) {
    const row = desk.tables.tenants.find(id)
    const parsed = parseTenantConfig(withPlan(document, row?.document ?? {}))
    if (!parsed.ok) {
      const [problem] = parsed.problems
      throw invalid([
        { path: problem?.path ?? '(body)', message: `would break the tenant ${id}: ${problem?.message}` },
      ])
    }
    desk.touch(id, 'config')
  }
}
