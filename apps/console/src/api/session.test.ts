import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { sessionQuery, signOut, whyNobody } from './session.ts'

const announced = vi.fn<(event: Event) => boolean>()
beforeEach(() => {
  announced.mockClear()
  vi.stubGlobal('window', { location: new URL('http://localhost/console/'), dispatchEvent: announced })
})
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

test('whoever the page was opened by stays when the session ends or becomes another’s, and that is announced', async () => {
  const operator = { kind: 'operator', id: 'op_1', name: 'Ada', role: 'owner' }
  answering({ session: operator })
  expect(await whoami()).toEqual(operator)
  answering({ session: { ...operator, role: 'viewer' } })
  expect(await whoami()).toMatchObject({ role: 'viewer' })
  expect(announced).not.toHaveBeenCalled()

  answering({ session: null })
  expect(await whoami()).toMatchObject({ id: 'op_1' })
  answering({ session: { kind: 'portal', tenantId: 'acme', subject: 'dana' } })
  expect(await whoami()).toMatchObject({ id: 'op_1' })
  expect(announced).toHaveBeenCalledTimes(2)

  answering({})
  await signOut()
  answering({ session: null })
  expect(await whoami()).toBeNull()
  expect(announced).toHaveBeenCalledTimes(2)
})
