import type { Change } from '@bulkhead/contracts/http/admin/changes'
import type { ApplyTenants } from '@bulkhead/contracts/http/admin/tenants'
import type { FieldProblem } from '@bulkhead/errors/bulkhead-error'
import { invalid } from '@bulkhead/http/read-body'
import { findConflicts } from '@bulkhead/tenant-schema/check-configs'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Desk } from '../desk/desk.ts'
import { settleDrift } from '../desk/settle-drift.ts'
import { applyLocalKeys, type LocalKey } from '../keys/apply-local-keys.ts'
import { eraseTenant } from './erase-tenant.ts'
import { judge, type Judged } from './judge-document.ts'
import { idProblem, insertTenant, replaceTenant } from './write-tenant.ts'

/** What a folder of tenants changed. */
export interface Applied {
  readonly created: readonly string[]
  readonly updated: readonly { readonly id: string; readonly changes: readonly Change[] }[]
  readonly unchanged: readonly string[]
  readonly pruned: readonly string[]
  /** Differ from their files since, by what an incident needed. */
  readonly drifted: readonly { readonly id: string; readonly since: string }[]
}

const MAX_PROBLEMS = 50
const NOTHING_TO_KEEP =
  'must hold a tenant when prune is true, or all file tenants would be erased: delete the last one by itself'

/** Puts every tenant of the folder. Everything is judged before anything is written. */
export function applyFolder(
  desk: Desk,
  { tenants, prune = false }: ApplyTenants,
  localKeys: readonly LocalKey[],
): Applied {
  if (prune && tenants.length === 0) throw invalid([{ path: 'tenants', message: NOTHING_TO_KEEP }])
  const judged = judgeAll(desk, tenants)
  const created: string[] = []
  const updated: { id: string; changes: readonly Change[] }[] = []
  const unchanged: string[] = []
  const pruned = prune ? pruneOthers(desk, judged) : []
  for (const one of judged) {
    const { id } = one.config
    const row = desk.tables.tenants.find(id)
    const from = desk.changes.length
    if (row === undefined) insertTenant(desk, one, 'file')
    else replaceTenant(desk, row, one)
    const changes = desk.changes.slice(from)
    if (row === undefined) created.push(id)
    else if (changes.length > 0) updated.push({ id, changes })
    else unchanged.push(id)
  }
  applyLocalKeys(desk, localKeys)
  for (const { config } of judged) settleDrift(desk, parseTenantId(config.id))
  return { created, updated, unchanged, pruned, drifted: driftedOf(desk, judged) }
}

/** @throws BulkheadError `invalid_request`, each problem under `tenants.<id>` */
function judgeAll(desk: Desk, documents: ApplyTenants['tenants']): Judged[] {
  const problems: FieldProblem[] = []
  const judged: Judged[] = []
  for (const [at, document] of documents.entries()) {
    const name = typeof document['id'] === 'string' ? document['id'] : String(at)
    const result = judge(desk, document)
    if ('problems' in result) problems.push(...under(name, result.problems))
    else {
      problems.push(...under(name, ownerProblems(desk, result.config.id)))
      judged.push(result)
    }
  }
  const conflicts = findConflicts(judged.map(({ config }) => ({ at: config.id, config })))
  problems.push(...conflicts.flatMap(({ at, problem }) => under(at, [problem])))
  if (problems.length > 0) throw invalid(problems.slice(0, MAX_PROBLEMS))
  return judged
}

function under(name: string, problems: readonly FieldProblem[]): FieldProblem[] {
  return problems.map(({ path, message }) => ({ path: `tenants.${name}.${path}`, message }))
}

/** One source of truth: what the API made is not taken over by a file. */
function ownerProblems(desk: Desk, id: string): FieldProblem[] {
  const row = desk.tables.tenants.find(id)
  if (row?.managedBy === 'file') return []
  if (row !== undefined) return [{ path: 'managedBy', message: 'the tenant is managed by the API' }]
  const problem = idProblem(desk, id)
  return problem === undefined ? [] : [{ path: 'id', message: problem }]
}

function pruneOthers(desk: Desk, judged: readonly Judged[]): string[] {
  const kept = new Set(judged.map(({ config }) => config.id))
  const gone = desk.tables.tenants.idsOf('file').filter((id) => !kept.has(id))
  for (const id of gone) {
    const row = desk.tables.tenants.find(id)
    if (row !== undefined) eraseTenant(desk, row, 'not in the applied folder')
  }
  return gone
}

function driftedOf({ tables }: Desk, judged: readonly Judged[]): { id: string; since: string }[] {
  return judged.flatMap(({ config: { id } }) => {
    const since = tables.tenants.find(id)?.driftedMs
    return since === undefined ? [] : [{ id, since: new Date(since).toISOString() }]
  })
}
