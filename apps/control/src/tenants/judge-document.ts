import type { TenantDocument } from '@bulkhead/contracts/http/admin/tenants'
import type { FieldProblem } from '@bulkhead/errors/bulkhead-error'
import { invalid } from '@bulkhead/http/read-body'
import { parseTenantConfig } from '@bulkhead/tenant-schema/check-configs'
import { unknownModels, unpricedModels } from '@bulkhead/tenant-schema/models/check-models'
import type { TenantConfig } from '@bulkhead/tenant-schema/tenant-config'

import { withPlan } from '../config/resolve-config.ts'
import type { Desk } from '../desk/desk.ts'
import { isLocal } from '../desk/world.ts'
import { currentPrices } from '../money/price-versions.ts'

/** A document that may be stored. */
export interface Judged {
  /** The tenant's own part, to be stored. */
  readonly document: TenantDocument
  /** With its plan. */
  readonly config: TenantConfig
}

/** What answers add to a document: sent back, it says nothing. */
const OURS: ReadonlySet<string> = new Set([
  'managedBy',
  'version',
  'createdAt',
  'updatedAt',
  'driftedSince',
  'enforcedAt',
  'propagation',
  'effective',
  'figures',
])

/** @throws BulkheadError `invalid_request` with one entry per field */
export function judgeDocument(desk: Desk, raw: TenantDocument): Judged {
  const own = Object.fromEntries(Object.entries(raw).filter(([name]) => !OURS.has(name)))
  const judged = judge(desk, own)
  if ('problems' in judged) throw invalid(judged.problems)
  return judged
}

/** The same for one of many: problems come back instead of being thrown. */
export function judge(
  desk: Desk,
  own: TenantDocument,
): Judged | { readonly problems: readonly FieldProblem[] } {
  const planName = typeof own['plan'] === 'string' ? own['plan'] : undefined
  const plan = planName === undefined ? undefined : desk.tables.plans.find(planName)
  const parsed = parseTenantConfig(withPlan(plan?.document, own))
  const unknownPlan =
    planName !== undefined && plan === undefined ? [{ path: 'plan', message: 'there is no such plan' }] : []
  if (!parsed.ok) return { problems: [...unknownPlan, ...parsed.problems] }
  const problems = [...unknownPlan, ...problemsBesideSchema(desk, parsed.config)]
  if (problems.length > 0) return { problems }
  return { document: storedPart(planName === undefined ? parsed.config : own), config: parsed.config }
}

/** What only the Registry can know. */
function problemsBesideSchema(desk: Desk, config: TenantConfig): FieldProblem[] {
  const { tables, world, nowMs } = desk
  const prices = currentPrices(tables.prices.all(), world.models, nowMs)
  const taken = config.hostnames.flatMap((hostname, at) => {
    const owner = tables.names.ownerOf(hostname)
    if (owner === undefined || owner === config.id) return []
    return [{ path: `hostnames.${at}`, message: 'is already taken by another tenant' }]
  })
  const demo =
    config.demo === true && !isLocal(world)
      ? [{ path: 'demo', message: 'demo tenants exist in the local environment only' }]
      : []
  return [
    ...unknownModels(config, world.models),
    ...unpricedModels(config, (model) => Object.hasOwn(prices, model)),
    ...taken,
    ...demo,
    ...homeless(config, world.jurisdiction),
  ]
}

/**
 * A tenant whose data must stay somewhere is refused where that is not so. Objects and buckets have a jurisdiction;
 * Vectorize has none, so what is made of documents would be stored elsewhere.
 */
function homeless({ jurisdiction, rag }: TenantConfig, ours: string): FieldProblem[] {
  if (jurisdiction === undefined) return []
  const elsewhere = `this deployment keeps data ${ours === '' ? 'anywhere' : `in ${ours}`}: use one in ${jurisdiction}`
  return [
    ...(jurisdiction === ours ? [] : [{ path: 'jurisdiction', message: elsewhere }]),
    ...(rag.enabled
      ? [{ path: 'rag.enabled', message: 'must be false with a jurisdiction: vectors have none' }]
      : []),
  ]
}

/** Keys have rows of their own. */
function storedPart(document: object): TenantDocument {
  const { apiKeys: _, $schema: __, ...rest } = Object.fromEntries(Object.entries(document))
  return rest
}
