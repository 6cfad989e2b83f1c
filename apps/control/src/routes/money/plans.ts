import { decodeCursor, encodeCursor } from '@bulkhead/contracts/cursor'
import { DryRunQuery } from '@bulkhead/contracts/http/admin/changes'
import { CreatePlan, PutPlan } from '@bulkhead/contracts/http/admin/plans'
import { PageRequest } from '@bulkhead/contracts/http/lists'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { invalid, parseWith } from '@bulkhead/http/read-body'
import * as z from 'zod/mini'

import { mergePatch } from '../../config/merge-patch.ts'
import { etagOf, type Desk } from '../../desk/desk.ts'
import { removePlan, writePlan } from '../../money/write-plan.ts'
import { EVERYBODY, MONEY, registryRoute, type Done } from '../../route.ts'
import type { PlanRow } from '../../tables/plan-table.ts'

const path = '/admin/v1/plans'
const onePath = '/admin/v1/plans/:name'
const Named = z.pick(CreatePlan, { name: true })
const Patch = z.record(z.string(), z.unknown())

export const listPlans = registryRoute({
  method: 'GET',
  path,
  roles: EVERYBODY,
  summary: 'Plans, by name',
  query: PageRequest,
  run: ({ tables }, { query: { limit, cursor } }) => {
    const rows = tables.plans.after(cursor === undefined ? '' : decodeCursor(cursor), limit + 1)
    const shownRows = rows.slice(0, limit)
    const last = shownRows.at(-1)
    const nextCursor = rows.length > limit && last !== undefined ? encodeCursor(last.name) : null
    return { resource: { data: shownRows.map(planView), nextCursor } }
  },
})

export const postPlan = registryRoute({
  method: 'POST',
  path,
  roles: MONEY,
  summary: 'Create a plan',
  query: DryRunQuery,
  body: CreatePlan,
  run: (desk, { body: { name, ...document } }) => {
    if (desk.tables.plans.find(name) !== undefined) {
      throw invalid([{ path: 'name', message: 'is already taken' }])
    }
    return shown(writePlan(desk, name, document), 201)
  },
})

export const getPlan = registryRoute({
  method: 'GET',
  path: onePath,
  roles: EVERYBODY,
  summary: 'One plan',
  run: (desk, { params }) => shown(planOf(desk, params.name)),
})

export const putPlan = registryRoute({
  method: 'PUT',
  path: onePath,
  roles: MONEY,
  summary: 'Replace a plan; its tenants have the new limits at once',
  query: DryRunQuery,
  body: PutPlan,
  run: (desk, { params, body: { name = params.name, ...document } }) => {
    if (name !== params.name) throw invalid([{ path: 'name', message: 'must be the name in the path' }])
    const row = desk.tables.plans.find(name)
    if (row !== undefined) desk.requireVersion(row.version)
    else parseWith(Named, { name })
    return shown(writePlan(desk, name, document), row === undefined ? 201 : 200)
  },
})

export const patchPlan = registryRoute({
  method: 'PATCH',
  path: onePath,
  roles: MONEY,
  summary: 'Change a plan by a JSON merge patch',
  query: DryRunQuery,
  body: Patch,
  run: (desk, { params, body }) => {
    const row = planOf(desk, params.name)
    desk.requireVersion(row.version)
    const merged = PutPlan.safeParse(mergePatch(row.document, body))
    if (!merged.success) {
      throw invalid(merged.error.issues.map(({ path: at, message }) => ({ path: at.join('.'), message })))
    }
    const { name: _, ...document } = merged.data
    return shown(writePlan(desk, row.name, document))
  },
})

export const deletePlan = registryRoute({
  method: 'DELETE',
  path: onePath,
  roles: MONEY,
  summary: 'Remove a plan that no tenant has',
  query: DryRunQuery,
  run: (desk, { params }) => {
    const row = planOf(desk, params.name)
    desk.requireVersion(row.version)
    removePlan(desk, row)
    return { resource: { name: row.name, status: 'removed' } }
  },
})

/** @throws BulkheadError `not_found` */
function planOf({ tables }: Desk, name: string): PlanRow {
  const row = tables.plans.find(name)
  if (row === undefined) throw new BulkheadError('not_found', { message: 'There is no such plan.' })
  return row
}

function shown(row: PlanRow, status: 200 | 201 = 200): Done {
  return { status, resource: planView(row), etag: etagOf(row.version) }
}

function planView({ name, document, version, createdMs, updatedMs }: PlanRow): object {
  return {
    name,
    ...document,
    version,
    createdAt: new Date(createdMs).toISOString(),
    updatedAt: new Date(updatedMs).toISOString(),
  }
}
