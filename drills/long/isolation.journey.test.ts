import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { seedOf } from '@bulkhead/harness/random'
import { startServed } from '@bulkhead/harness/start-served'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { isolationDrill } from './isolation-actors.ts'

let bulkhead: Bulkhead
beforeAll(async () => {
  bulkhead = await startServed()
})
afterAll(() => bulkhead?.stop())

/** The long run is `pnpm drill isolation`. */
test('five tenants at once, with the same document ids, never meet anything of each other', async () => {
  const seed = seedOf(process.env['SEED'])

  const { problems, results } = await isolationDrill(bulkhead, { seed, operations: 600 })

  expect(problems, `SEED=${seed}`).toEqual([])
  // A suite that finds nothing proves nothing.
  expect(results).toBeGreaterThan(100)
})
