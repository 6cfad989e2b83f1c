import { afterEach, expect, test, vi } from 'vitest'

import { ApiError } from './api-error.ts'
import { fetchRaw, request, withQuery } from './request.ts'

afterEach(() => vi.unstubAllGlobals())

function answering(response: Response) {
  const fetched = vi.fn<typeof fetch>().mockResolvedValue(response)
  vi.stubGlobal('fetch', fetched)
  return fetched
}

test('leaves out of the query what was not given', () => {
  expect(withQuery('/x', { a: 1, b: undefined, c: '', d: 'a b' })).toBe('/x?a=1&d=a+b')
})

test('sends the version, and a reason in any script', async () => {
  const fetched = answering(Response.json({}, { headers: { etag: '"4"' } }))
  const { etag } = await request('PATCH', '/x', { body: {}, ifMatch: '"3"', reason: 'größer' })
  const headers = new Headers(fetched.mock.calls[0]?.[1]?.headers)

  expect(etag).toBe('"4"')
  expect(headers.get('if-match')).toBe('"3"')
  expect(headers.get('x-audit-reason')).toBe('gr%C3%B6%C3%9Fer')
})

test('throws what the API says, with the id of the request', async () => {
  const details = [{ path: 'id', message: 'is already taken' }]
  const error = { code: 'invalid_request', message: 'No.', requestId: 'req_1', details }
  answering(Response.json({ error }, { status: 400 }))
  const thrown = await request('POST', '/x').catch((one: unknown) => one)

  expect(thrown).toMatchObject({ status: 400, code: 'invalid_request', requestId: 'req_1', details })
})

test('a page of HTML instead of an answer is still an error of ours', async () => {
  answering(new Response('<h1>502</h1>', { status: 502, headers: { 'x-request-id': 'req_2' } }))

  await expect(fetchRaw('GET', '/x')).rejects.toMatchObject({ code: 'unknown', requestId: 'req_2' })
})

test('says when the server cannot be reached', async () => {
  vi.stubGlobal('fetch', vi.fn<typeof fetch>().mockRejectedValue(new TypeError('fetch failed')))

  await expect(request('GET', '/x')).rejects.toBeInstanceOf(ApiError)
})
