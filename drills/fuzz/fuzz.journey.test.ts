import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { startServed } from '@bulkhead/harness/start-served'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { DRILL_TENANTS } from '../stage/drill-tenants.ts'
import { fuzz, SUITES } from './fuzz.ts'
import { FuzzedProvider } from './fuzzed-provider.ts'

/** The long run of `pnpm fuzz` takes another seed each time; here what fails must fail again. */
const SEED = 20_261_124

const provider = new FuzzedProvider()
let bulkhead: Bulkhead
beforeAll(async () => {
  bulkhead = await startServed({
    tenantsDir: DRILL_TENANTS,
    variables: { LOCAL_TOKEN_DELAY_MS: '1', ...(await provider.start()) },
  })
})
afterAll(async () => {
  await bulkhead?.stop()
  provider.stop()
})

test.each(Object.keys(SUITES))('random and hostile %s do no harm', async (name) => {
  const { url, fetch } = bulkhead
  const logs = () => bulkhead.logs()
  const [report] = await fuzz({ url, fetch, logs, seed: SEED, requests: 120, provider }, name)

  expect(report?.problems).toEqual([])
  expect(report?.requests).toBeGreaterThan(60)
})
