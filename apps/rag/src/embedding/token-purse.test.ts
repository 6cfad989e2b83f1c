import type { RequestContext } from '@bulkhead/contracts/context'
import { accept, refuse } from '@bulkhead/contracts/outcome'
import type { Reservation, Settlement } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test } from 'vitest'

import { ServiceCalls, type Run } from '../run.ts'
import { TokenPurse } from './token-purse.ts'

const ctx = {
  requestId: 'req_test',
  tenantId: parseTenantId('acme'),
  deadline: Number.POSITIVE_INFINITY,
} as RequestContext

/** A budget of so many tokens at a time, and what was reserved and settled. */
function open(budget = Number.POSITIVE_INFINITY, calls = 100) {
  const reserved: number[] = []
  const settled: [tokens: number, model: string][] = []
  const run = {
    ctx,
    env: {
      RATE_LIMIT: {
        reserve: async (_: unknown, reservation: Reservation) => {
          reserved.push(reservation.tokens)
          return reservation.tokens > budget
            ? refuse(new BulkheadError('budget_exceeded'))
            : accept(reservation)
        },
      },
    },
    serviceCalls: new ServiceCalls(calls),
    settlements: {
      settle: (_service: unknown, _tenantId: unknown, { promptTokens, model }: Settlement) =>
        void settled.push([promptTokens, model]),
    },
  } as unknown as Run
  return { purse: new TokenPurse(run), reserved, settled }
}

async function pay(purse: TokenPurse, tokens: number, model = 'bge'): Promise<void> {
  expect(await purse.holds(tokens, model)).toBe(true)
  purse.spend(tokens)
}

test('reserves for twice as many batches each time, up to eight', async () => {
  const { purse, reserved, settled } = open()

  for (let batch = 0; batch < 24; batch++) await pay(purse, 10)
  purse.settle()

  expect(reserved).toEqual([10, 20, 40, 80, 80, 80])
  expect(settled.map(([tokens]) => tokens)).toEqual([10, 20, 40, 80, 80, 10])
})

test('a batch that the rest does not cover is reserved for anew, and what was spent is settled', async () => {
  const { purse, reserved, settled } = open()
  await pay(purse, 10)
  await pay(purse, 10)

  await pay(purse, 11)
  purse.settle()

  expect(reserved).toEqual([10, 20, 44])
  expect(settled.map(([tokens]) => tokens)).toEqual([10, 10, 11])
})

test('each model is paid from a reservation of its own', async () => {
  const { purse, settled } = open()
  await pay(purse, 10, 'old')
  await pay(purse, 5, 'old')
  await pay(purse, 5, 'new')

  purse.settle()
  purse.settle()

  expect(settled).toEqual([
    [10, 'old'],
    [5, 'old'],
    [5, 'new'],
  ])
})

test('a budget too small for several batches still pays for one after the other', async () => {
  const { purse, reserved } = open(15)

  for (let batch = 0; batch < 4; batch++) await pay(purse, 10)

  expect(reserved).toEqual([10, 20, 10, 10, 10])
})

test('the refusal of a single batch is the budget’s', async () => {
  const { purse, settled } = open(5)

  await expect(purse.holds(10, 'bge')).rejects.toMatchObject({ code: 'budget_exceeded' })
  purse.settle()

  expect(settled).toEqual([])
})

test('without calls left nothing is reserved, and what was spent is settled', async () => {
  const { purse, reserved, settled } = open(Number.POSITIVE_INFINITY, 3)
  await pay(purse, 10)

  expect(await purse.holds(10, 'bge')).toBe(false)

  expect(reserved).toEqual([10])
  expect(settled).toEqual([[10, 'bge']])
})
