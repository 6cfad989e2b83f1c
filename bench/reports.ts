import type { Running, startWorkers } from '@bulkhead/harness/runtime/start-workers'
import * as z from 'zod/mini'

/** Reports what home objects report, of a tenant each, and says how long that took. */
const SCRIPT = `export default {
  async fetch(request, { CONTROL }) {
    const { tenantIds, count } = await request.json()
    const sums = { requests: 1, tokens: 100, nanoDollars: 1000 }
    const end = { resetsAtMs: Date.now() + 3_600_000, limit: 10_000, reserved: 0 }
    const budgets = [{ budget: 'tokensPerDay', used: 100, ...end }, { budget: 'spendPerMonth', used: 1000, ...end }]
    const startMs = Date.now()
    let next = 0
    const send = async () => {
      for (let at = next++; at < count; at = next++) {
        const standing = { atMs: startMs + at, date: new Date().toISOString().slice(0, 10), today: sums, month: sums, budgets }
        const uses = [{ keyId: 'aaaaaaaaaaaa', atMs: startMs + at }]
        const outcome = await CONTROL.lastUsed(tenantIds[at % tenantIds.length], uses, standing)
        if (!outcome.ok) throw new Error(outcome.code)
      }
    }
    await Promise.all(Array.from({ length: 32 }, send))
    return Response.json({ ms: Date.now() - startMs })
  },
}`

const Answer = z.object({ ms: z.number() })

/** Stands for the home objects beside a control that runs alone. */
export const REPORTER: Parameters<typeof startWorkers>[0][number] = {
  name: 'reporter',
  compatibilityDate: '2026-11-01',
  modules: true,
  script: SCRIPT,
  serviceBindings: { CONTROL: { name: 'bulkhead-control', entrypoint: 'Control' } },
}

/** How many reports of last uses and standings the Registry takes in a second. */
export async function reportsPerSecond(
  { miniflare }: Running,
  tenantIds: readonly string[],
  count: number,
): Promise<number> {
  const reporter = await miniflare.getWorker('reporter')
  const response = await reporter.fetch('http://reporter/', {
    method: 'POST',
    body: JSON.stringify({ tenantIds, count }),
  })
  const { ms } = Answer.parse(await response.json())
  return (count * 1_000) / ms
}
