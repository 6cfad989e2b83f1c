import type { LogLine } from '@bulkhead/harness/bulkhead'
import { Client, eventually, localKey } from '@bulkhead/harness/client'
import { startBulkhead, type HarnessedBulkhead } from '@bulkhead/harness/start-bulkhead'

import { DRILL_TENANTS } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import type { Stage } from '../../stage/stage.ts'

const EVERY_MINUTE = { cron: '* * * * *', scheduledTime: new Date() }
/** What every request of a tenant, or every one of its kind, goes through. */
const WARMED = ['Corpus', 'RateLimiter', 'SessionDirectory']

const coldStart: Drill = {
  id: 'D-46',
  failure: 'Nothing is in memory when the first request of a quiet tenant comes',
  rows: ['worker/cold-start'],
  injected: 'a freshly started system without a request; the cron fires once',
  expected:
    'objects of production tenants are called, and thus in memory, before their first request, free of charge',
  simulated:
    'a fresh start replaces an evicted host; the cron is fired by hand; times are reported, not judged',
  limitMs: 60_000,
  run: async (stage) => {
    stage.step('start a system of its own')
    const startMs = Date.now()
    const own = await startBulkhead({ tenantsDir: DRILL_TENANTS })
    const startedMs = Date.now() - startMs
    try {
      return `${await warmed(stage, own)}; all Workers started in ${(startedMs / 1_000).toFixed(1)} s`
    } finally {
      await own.stop()
    }
  },
  mutant: 'production-tenants-kept-warm',
}

async function warmed(stage: Stage, own: HarnessedBulkhead): Promise<string> {
  const { outcome } = await own.worker('gateway').scheduled(EVERY_MINUTE)
  stage.same('outcome of the cron', outcome, 'ok')
  const loaded = await eventually(async () => {
    const found = warmCalls(own.logs())
    return found.length >= WARMED.length ? found : undefined
  }, 5_000).catch(() => [])
  stage.same(
    'objects loaded',
    loaded,
    WARMED.map((name) => `${name} acme`),
  )
  const line = own.logs().find(({ message }) => message === 'kept warm')
  stage.same('what the cron logged', [line?.['count'], line?.['outcome']], [1, 'ok'])
  const acme = new Client(own.fetch, localKey('acme'))
  const firstMs = Date.now()
  const usage = await acme.get('/v1/usage')
  const tookMs = Date.now() - firstMs
  stage.ok('the first request', usage)
  const { used, reserved } = usage.body?.limits?.tokensPerDay ?? {}
  stage.same('tokens that it cost', [used, reserved], [0, 0])
  return `${loaded.length} objects of acme loaded, none of a standard tenant; its first request took ${tookMs} ms`
}

/** Calls that loaded an object, as `class tenant`. */
function warmCalls(lines: readonly LogLine[]): string[] {
  const calls = lines.flatMap(({ metrics }) => (Array.isArray(metrics) ? metrics : []))
  const warm = calls.filter(({ labels }) => labels?.methodName === 'warm')
  return [...new Set(warm.map(({ labels }) => `${labels.className} ${labels.tenantId}`))].toSorted()
}

export const COLD_DRILLS: readonly Drill[] = [coldStart]
