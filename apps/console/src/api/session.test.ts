import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { sessionQuery, whyNobody } from './session.ts'

beforeEach(() => vi.stubGlobal('window', { location: new URL('http://localhost/console/') }))
afterEach(() => vi.unstubAllGlobals())

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- it looks at nothing of its context
const whoami = () => sessionQuery.queryFn?.({} as never)
const answering = (body: object, status = 200) =>
  vi.stubGlobal('fetch', vi.fn<typeof fetch>().mockResolvedValue(Response.json(body, { status })))

test('whom Cloudflare Access knows and no operator is, reads why', async () => {
  const message = 'You are signed in as eve@ship.example, and no operator has that e-mail address.'
  answering({ error: { code: 'scope_insufficient', message } }, 403)
  expect(await whoami()).toBeNull()
  expect(whyNobody()?.message).toBe(message)

  answering({ session: null, environment: 'local' })
  expect(await whoami()).toBeNull()
  expect(whyNobody()).toBeUndefined()
})
