import { accept, refuse } from '@bulkhead/contracts/outcome'
import type { RateLimitService } from '@bulkhead/contracts/rate-limit'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test, vi } from 'vitest'

import { reserve } from './reserve.ts'

const reservation = { reservationId: 'res_1', tokens: 400 }
const contextOf = (leftMs = 30_000) => ({
  requestId: 'req_1',
  traceparent: '',
  tenantId: parseTenantId('acme'),
  keyId: 'key',
  route: '/v1/search',
  deadline: Date.now() + leftMs,
})
const failure = (flags: object) => Object.assign(new Error('the Worker failed'), flags)
const serviceThat = () => ({ reserve: vi.fn<RateLimitService['reserve']>() })

test('the reservation comes back as it was granted', async () => {
  const service = serviceThat()
  service.reserve.mockResolvedValue(accept(reservation))

  expect(await reserve(service, contextOf(), reservation)).toEqual(reservation)
})

test('the budget’s refusal is passed on, and not asked for again', async () => {
  const service = serviceThat()
  service.reserve.mockResolvedValue(refuse(new BulkheadError('budget_exceeded', { retryAfterMs: 5 })))

  await expect(reserve(service, contextOf(), reservation)).rejects.toMatchObject({
    code: 'budget_exceeded',
    retryAfterMs: 5,
  })
  expect(service.reserve).toHaveBeenCalledTimes(1)
})

test('a call that may have run is repeated under the same id', async () => {
  const service = serviceThat()
  service.reserve.mockRejectedValueOnce(failure({ durableObjectReset: true }))
  service.reserve.mockResolvedValue(accept(reservation))

  expect(await reserve(service, contextOf(), reservation)).toEqual(reservation)
  expect(service.reserve.mock.calls.map(([, { reservationId }]) => reservationId)).toEqual(['res_1', 'res_1'])
})

test.each([
  ['fails', () => Promise.reject(failure({}))],
  ['never answers', () => new Promise<never>(() => undefined)],
])('admission that %s denies', async (_, answer) => {
  const service = serviceThat()
  service.reserve.mockImplementation(answer)

  await expect(reserve(service, contextOf(30), reservation)).rejects.toMatchObject({
    code: 'admission_unavailable',
  })
})
