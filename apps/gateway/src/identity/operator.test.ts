import { expect, test } from 'vitest'

import type { Exchange } from '../request/exchange.ts'
import { isAdmin } from './operator.ts'

function exchangeWith(configured: string | undefined, headers: Record<string, string>): Exchange {
  const request = new Request('http://localhost/metrics', { headers })
  return { env: {}, access: { adminToken: () => configured }, request } as unknown as Exchange
}
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

test('the operator is whoever has the token', () => {
  expect(isAdmin(exchangeWith('secret', bearer('secret')))).toBe(true)
})

test.each([{}, bearer('secre'), bearer('secrets'), bearer('Secret'), { 'x-api-key': 'secret' }])(
  'nobody else is: %j',
  (headers) => {
    expect(isAdmin(exchangeWith('secret', headers))).toBe(false)
  },
)

test.each([{}, bearer('undefined'), bearer('null'), { authorization: 'Bearer ' }])(
  'without a configured token nobody is: %j',
  (headers) => {
    expect(isAdmin(exchangeWith(undefined, headers))).toBe(false)
  },
)
