import { expect, test } from 'vitest'

import type { DeliveryRow } from '../tables/delivery-table.ts'
import { afterAttempt } from './after-attempt.ts'

const FRESH: DeliveryRow = {
  id: 'whd_1',
  webhookId: 'wh_1',
  eventId: 'evt_1',
  type: 'key.created',
  payload: '{}',
  status: 'pending',
  attempts: 0,
  nextMs: 0,
  createdMs: 0,
  deliveredMs: undefined,
  lastStatus: undefined,
  lastError: undefined,
}
const FAILED = { status: 500, error: 'answered 500' }

test('the waits are those of the standard, and then it is given up', () => {
  const waits: (number | undefined)[] = []
  let row = FRESH
  while (row.status === 'pending') {
    row = afterAttempt(row, FAILED, 0)
    waits.push(row.nextMs === undefined ? undefined : row.nextMs / 1_000)
  }

  expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, undefined])
  expect(row).toMatchObject({ status: 'failed', attempts: 10, lastStatus: 500 })
})

test('what arrived is not due any more', () => {
  const row = afterAttempt(FRESH, { status: 204 }, 7)
  expect(row).toMatchObject({ status: 'delivered', deliveredMs: 7, nextMs: undefined, attempts: 1 })
})

test('a receiver that wants nothing more is not tried again', () => {
  expect(afterAttempt(FRESH, { status: 410, error: 'answered 410' }, 0)).toMatchObject({
    status: 'failed',
    nextMs: undefined,
  })
})
