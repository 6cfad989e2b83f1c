import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { ApiError } from './api-error.ts'
import { fetchRaw, request, withQuery } from './request.ts'

beforeEach(() => vi.stubGlobal('window', { location: new URL('http://localhost/console/') }))
afterEach(() => vi.unstubAllGlobals())

function answering(response: Response) {
  const fetched = vi.fn<typeof fetch>().mockResolvedValue(response)
  vi.stubGlobal('fetch', fetched)
  return fetched
}

function sentIn({ mock }: ReturnType<typeof answering>): Request {
  const [sent] = mock.calls[0] ?? []
  if (!(sent instanceof Request)) throw new TypeError('nothing was sent')
  return sent
}

test('leaves out of the query what was not given', () => {
  expect(withQuery('/x', { a: 1, b: undefined, c: '', d: 'a b' })).toBe('/x?a=1&d=a+b')
})

test('sends the version, and a reason in any script', async () => {
  const fetched = answering(Response.json({}, { headers: { etag: '"4"' } }))
  const { etag } = await request('PATCH', '/x', { body: {}, ifMatch: '"3"', reason: 'größer' })
  const headers = sentIn(fetched).headers

  expect(etag).toBe('"4"')
  expect(headers.get('if-match')).toBe('"3"')
  expect(headers.get('x-audit-reason')).toBe('gr%C3%B6%C3%9Fer')
})

test('throws what the API says, with the id of the request', async () => {
  const details = [{ path: 'id', message: 'is already taken' }]
  const error = { code: 'invalid_request', message: 'No.', requestId: 'req_1', details }
  answering(Response.json({ error }, { status: 400 }))
  const thrown = await request('POST', '/x').catch((one: unknown) => one)

  expect(thrown).toMatchObject({
    status: 400,
    code: 'invalid_request',
    requestId: 'req_1',
    problems: details,
  })
})

test('a page of HTML instead of an answer is still an error of ours', async () => {
  answering(new Response('<h1>502</h1>', { status: 502, headers: { 'x-request-id': 'req_2' } }))

  await expect(fetchRaw('GET', '/x')).rejects.toMatchObject({
    status: 502,
    requestId: 'req_2',
    isOfTenantKey: false,
  })
})

test('says when the server cannot be reached', async () => {
  vi.stubGlobal('fetch', vi.fn<typeof fetch>().mockRejectedValue(new TypeError('fetch failed')))

  await expect(request('GET', '/x')).rejects.toBeInstanceOf(ApiError)
})

test('a refusal of a tenant’s key is told from one of the session', async () => {
  const fetched = answering(Response.json({ error: { code: 'api_key_invalid' } }, { status: 401 }))
  const thrown = await request('GET', 'https://api.example/v1/usage', { bearer: 'bh_x' }).catch(
    (one: unknown) => one,
  )

  expect(thrown).toMatchObject({ code: 'api_key_invalid', isOfTenantKey: true })
  expect(sentIn(fetched)).toMatchObject({ url: 'https://api.example/v1/usage', credentials: 'omit' })
})
