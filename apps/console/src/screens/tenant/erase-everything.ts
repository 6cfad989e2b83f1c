import { eraseTenant, eraseTenantData, suspendTenant } from '../../records/tenants.ts'
import type { Report } from '../../work/work.ts'

type Counts = Readonly<Record<string, number>>

const MAX_ROUNDS = 200

/** Nobody in first, then the data until nothing is left, then the tenant itself. Safe to start again. */
export async function eraseEverything(
  tenantId: string,
  reason: string | undefined,
  report: (at: Report) => void,
): Promise<string> {
  await suspendTenant(tenantId, reason)
  report({ detail: 'suspended; erasing its data' })
  const erased = await eraseData(tenantId, reason, report)
  await eraseTenant(tenantId, reason)
  return `erased: ${inWords(erased)}`
}

async function eraseData(
  tenantId: string,
  reason: string | undefined,
  report: (at: Report) => void,
): Promise<Counts> {
  let sum: Counts = {}
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const data: Counts = await eraseTenantData(tenantId, reason)
    sum = added(sum, data)
    report({ detail: `erased ${inWords(sum)}` })
    if (Object.values(data).every((count) => count === 0)) return sum
  }
  return sum
}

/** Counts of both, name by name. */
export function added(sum: Counts, more: Counts): Counts {
  const names = [...new Set([...Object.keys(sum), ...Object.keys(more)])]
  return Object.fromEntries(names.map((name) => [name, (sum[name] ?? 0) + (more[name] ?? 0)]))
}

/** `3 documents, 12 messages`; `nothing` when there was nothing. */
export function inWords(counts: Counts): string {
  const words = Object.entries(counts).flatMap(([name, count]) =>
    count === 0 ? [] : [`${count} ${name.replaceAll(/([A-Z])/g, ' $1').toLowerCase()}`],
  )
  return words.length === 0 ? 'nothing' : words.join(', ')
}
