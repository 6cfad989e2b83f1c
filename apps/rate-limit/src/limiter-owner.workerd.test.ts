import { env, exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { contextOf, planWith, settlementOf } from './testing/fixtures.ts'

test('a limiter serves nobody but the tenant whose name it has, whoever reaches it', async () => {
  const plan = planWith()
  const limiter = env.RATE_LIMITERS.getByName('owned')
  await exports.RateLimit.admit(contextOf('owned', { reservationId: 'res_1' }), { plan, tokens: 400 })
  const stranger = contextOf('another', { reservationId: 'res_1' })

  const tried = await Promise.allSettled([
    limiter.admit(stranger, { plan, tokens: 400 }),
    limiter.release(stranger, { reservationId: 'res_1', tokens: 400 }),
    limiter.settleMany(stranger, [settlementOf('res_1')]),
    limiter.usage(stranger, plan),
    limiter.erase(stranger),
  ])

  expect(tried.map(({ status }) => status)).toEqual(tried.map(() => 'rejected'))
  expect(await exports.RateLimit.usage(contextOf('owned'), plan)).toMatchObject({
    value: { limits: { tokensPerDay: { used: 0, reserved: 400 } } },
  })
})
