import { expect, test } from 'vitest'

import { apiOf } from './api.ts'
import { id } from './id.ts'

test.each(['', '.', '..'])('what names something above is no id: "%s"', (text) => {
  expect(() => id(text)).toThrow('no id')
})

test('an id is one step of a path, whatever its characters', async () => {
  const asked: string[] = []
  const { fetch } = globalThis
  globalThis.fetch = async (input) => {
    asked.push(new URL(input instanceof Request ? input.url : input).pathname)
    return Response.json({})
  }
  try {
    const path = { id: id('acme'), keyId: id('a/../b?c#d %') }
    await apiOf({ url: 'http://localhost', token: 'x' }).GET('/admin/v1/tenants/{id}/keys/{keyId}', {
      params: { path },
    })
  } finally {
    globalThis.fetch = fetch
  }
  expect(asked).toEqual(['/admin/v1/tenants/acme/keys/a%2F..%2Fb%3Fc%23d%20%25'])
})
