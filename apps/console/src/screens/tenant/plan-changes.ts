import type { Change } from '../../api/resource.ts'
import type { Tenant } from '../../records/tenants.ts'
import { fieldsOf } from '../limits/limit-fields.ts'

/** What holds differently: the plan, and every limit that it or the tenant sets. */
export function planChanges(before: Tenant, after: Tenant): Change[] {
  const [was, is] = [holding(before), holding(after)]
  const names = new Set([...was.keys(), ...is.keys()])
  return [...names].flatMap((path) => {
    const change = { path, before: was.get(path) ?? null, after: is.get(path) ?? null }
    return change.before === change.after ? [] : [change]
  })
}

function holding(tenant: Tenant): Map<string, string> {
  const limits = Object.entries(fieldsOf(tenant.effective ?? tenant))
  const all = [['plan', tenant.plan ?? ''] as const, ...limits]
  return new Map(all.filter(([, value]) => value !== ''))
}
