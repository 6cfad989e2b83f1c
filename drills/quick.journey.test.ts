import { afterAll, beforeAll, expect, test } from 'vitest'

import { DRILLS } from './catalogue/catalogue.ts'
import { runDrill } from './run-drills.ts'
import { DrillSystem } from './stage/drill-system.ts'
import { steadyState } from './stage/steady-state.ts'

const quick = DRILLS.filter((drill) => drill.quick)

let system: DrillSystem
beforeAll(async () => {
  system = await DrillSystem.start()
})
afterAll(() => system.stop())

test('the system is healthy before anything is broken', async () => {
  expect(await steadyState(system)).toEqual([])
})

test.each(quick)('$id $failure', async (drill) => {
  expect(await runDrill(system, drill)).toMatchObject({ verdict: 'green', problems: [] })
})
