import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { expect, test } from 'vitest'

import { deploymentsFor, ranked, REPORT_EVERY_SECONDS, reportsPerSecond } from './bounds.ts'
import { monthOfTenant, platformCost } from './costs.ts'
import { busiestShare, peakRequests, peakRequestsByTenant, TYPICAL, type Demand } from './demand.ts'
import { costTable, inputTable, millionTable, scaleTable } from './tables.ts'

/** The cells of a table, whatever its columns are padded with. */
const cells = (table: string) =>
  table.split('\n').map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .filter((cell) => !/^:?-*:?$/.test(cell))
      .join('|'),
  )
const page = (name: string) => cells(readFileSync(join(ROOT, 'docs/operate', name), 'utf8'))

test.each([
  ['costs.md', inputTable()],
  ['costs.md', millionTable(TYPICAL)],
  ['costs.md', costTable(TYPICAL)],
  ['scale.md', scaleTable({ ...TYPICAL, tenants: 1_000 })],
  ['scale.md', scaleTable({ ...TYPICAL, tenants: 100_000 })],
  ['scale.md', scaleTable({ ...TYPICAL, tenants: 1_000_000 })],
])('%s shows what `pnpm capacity` prints', (name, table) => {
  expect(page(name)).toEqual(expect.arrayContaining(cells(table)))
})

test('the busiest tenant has more than its share, and all shares make one', () => {
  expect(busiestShare({ ...TYPICAL, tenants: 1, active: 1 })).toBe(1)
  expect(busiestShare({ ...TYPICAL, skew: 0, tenants: 100, active: 1 })).toBeCloseTo(0.01)
  expect(busiestShare(TYPICAL)).toBeGreaterThan(10 / (TYPICAL.tenants * TYPICAL.active))
})

test('what grows with the tenants grows, and what does not stays', () => {
  const tenfold = { ...TYPICAL, tenants: TYPICAL.tenants * 10 }

  expect(peakRequests(tenfold)).toBeCloseTo(peakRequests(TYPICAL) * 10)
  expect(monthOfTenant(tenfold)).toEqual(monthOfTenant(TYPICAL))
  expect(ranked(tenfold)[0]?.share).toBeGreaterThan(ranked(TYPICAL)[0]?.share ?? 0)
})

test('a turn, whose object waits for the model, costs more than a completion', () => {
  expect(platformCost('turn')).toBeGreaterThan(10 * platformCost('completion'))
})

test('deployments are as many as the part needs that is full first', () => {
  const needed = (demand: Partial<Demand>) => deploymentsFor({ ...TYPICAL, ...demand })

  expect(needed({ tenants: 10 })).toMatchObject({ count: 1 })
  expect(needed({ tenants: 1_000_000 })).toEqual({ count: 60, part: 'vectors of the Vectorize index' })
  expect(needed({ tenants: 1_000_000, documents: 1 })).toEqual({
    count: 12,
    part: 'namespaces of the Vectorize index',
  })
})

/** How many reports the home objects of all tenants send in a second, of requests at random times. */
function simulatedReports(demand: Demand, seconds: number): number {
  let state = 1
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  let reports = 0
  for (const requests of peakRequestsByTenant(demand)) {
    let sent = -REPORT_EVERY_SECONDS
    for (let at = 0; at < seconds; at -= Math.log(random()) / requests) {
      if (at - sent < REPORT_EVERY_SECONDS) continue
      sent = at
      reports += 1
    }
  }
  return reports / seconds
}

test('the reports of a simulated hour are those that are reckoned, or fewer', () => {
  const demand = { ...TYPICAL, tenants: 5_000 }
  const share = simulatedReports(demand, 3_600) / reportsPerSecond(demand)

  expect(share).toBeGreaterThan(0.6)
  expect(share).toBeLessThan(1.05)
})
