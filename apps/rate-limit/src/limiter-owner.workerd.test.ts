import { env, exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { contextOf, DIGEST, settlementOf } from './testing/fixtures.ts'
import { admit } from './testing/registry.ts'

test('a limiter serves nobody but the tenant whose name it has, whoever reaches it', async () => {
  const limiter = env.RATE_LIMITERS.getByName('owned')
  await admit(contextOf('owned', { reservationId: 'res_1' }), { tokens: 400 })
  const stranger = contextOf('another', { reservationId: 'res_1' })

  const tried = await Promise.allSettled([
    limiter.admit(stranger, {
      credentials: { keyId: stranger.keyId, sha256: DIGEST, clientIp: '::1', named: {} },
      scopes: ['chat'],
    }),
    limiter.put(stranger, { epoch: 9, full: true }),
    limiter.usageRows(stranger, { from: '2026-01-01', to: '2026-12-31' }),
    limiter.release(stranger, { reservationId: 'res_1', tokens: 400 }),
    limiter.settleMany(stranger, [settlementOf('res_1')]),
    limiter.usage(stranger),
    limiter.erase(stranger),
  ])

  expect(tried.map(({ status }) => status)).toEqual(tried.map(() => 'rejected'))
  expect(await exports.RateLimit.usage(contextOf('owned'))).toMatchObject({
    value: { limits: { tokensPerDay: { used: 0, reserved: 400 } } },
  })
})
