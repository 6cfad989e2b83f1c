import { expect, test } from 'vitest'

import { landingOf } from './landing.ts'

test.each([
  [undefined, '/console/'],
  ['/tenants/acme/keys?q=ci', '/console/tenants/acme/keys?q=ci'],
  ['/console/audit', '/console/audit'],
  ['//evil.example/x', '/console//evil.example/x'],
  ['https://evil.example/', '/console/https://evil.example/'],
  ['/../admin/v1/tenants', '/console/'],
  ['/sign-in?next=/sign-in', '/console/'],
])('after signing in with next=%j the page is %s', (next, landing) => {
  expect(landingOf(next, 'https://console.example')).toBe(landing)
})
