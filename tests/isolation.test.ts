import { afterAll, beforeAll, expect, test } from 'vitest'

import { isolationDrill } from './drills/isolation.ts'
import { seedOf } from './drills/random.ts'
import type { Bulkhead } from './harness/bulkhead.ts'
import { startServed } from './harness/start-served.ts'

let bulkhead: Bulkhead
beforeAll(async () => {
  bulkhead = await startServed()
})
afterAll(() => bulkhead?.stop())

/** The long run is `pnpm bench isolation`. */
test('five tenants at once, with the same document ids, never meet anything of each other', async () => {
  const seed = seedOf(process.env['SEED'])

  const { problems, results } = await isolationDrill(bulkhead, { seed, operations: 600 })

  expect(problems, `SEED=${seed}`).toEqual([])
  // A suite that finds nothing proves nothing.
  expect(results).toBeGreaterThan(100)
})
