import { MAX_DISCARDED_BYTES } from '@bulkhead/http/limits'
import { expect, test } from 'vitest'

import { discardBody } from './discard-body.ts'

const URL = 'https://api.example.com/v1/search'

test('a body that nobody read is read to its end', async () => {
  const request = new Request(URL, { method: 'POST', body: 'x'.repeat(100_000) })

  await discardBody(request)

  expect(request.bodyUsed).toBe(true)
})

test('one that announces itself as very large stays where it is', async () => {
  const headers = { 'content-length': String(MAX_DISCARDED_BYTES + 1) }
  const request = new Request(URL, { method: 'POST', body: 'x', headers })

  await discardBody(request)

  expect(request.bodyUsed).toBe(false)
})

test('one that never ends is waited for only a moment, and one that broke is no failure', async () => {
  const endless = new ReadableStream({ pull: () => new Promise(() => {}) })
  const broken = new ReadableStream({ pull: () => Promise.reject(new Error('the client is gone')) })
  const requests = [endless, broken].map((body) => {
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' }
    return new Request(URL, init)
  })

  await expect(Promise.all(requests.map(discardBody))).resolves.toBeDefined()
})
