import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { startServed } from '@bulkhead/harness/start-served'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { DRILL_TENANTS } from '../stage/drill-tenants.ts'
import { fuzz, SUITES } from './fuzz.ts'

/** The long run of `pnpm fuzz` takes another seed each time; here what fails must fail again. */
const SEED = 20_261_124

let bulkhead: Bulkhead
beforeAll(async () => {
  bulkhead = await startServed({ tenantsDir: DRILL_TENANTS, variables: { LOCAL_TOKEN_DELAY_MS: '1' } })
})
afterAll(() => bulkhead.stop())

test.each(Object.keys(SUITES))('random and hostile %s do no harm', async (name) => {
  const { url, fetch } = bulkhead
  const [report] = await fuzz({ url, fetch, seed: SEED, requests: 120 }, name)

  expect(report?.problems).toEqual([])
  expect(report?.requests).toBeGreaterThan(60)
})
