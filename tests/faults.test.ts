import { ADMIN_TOKEN, Client, eventually, localKey, problemsOfError } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

let bulkhead: Bulkhead
let acme: Client
let globex: Client
beforeAll(async () => {
  bulkhead = await startBulkhead()
  acme = new Client(bulkhead.fetch, localKey('acme'))
  globex = new Client(bulkhead.fetch, localKey('globex'))
})
afterAll(() => bulkhead.stop())
afterEach(() => bulkhead.clearFaults())

const note = (id: string, text = 'The anchor chain has nine shackles.') => ({ id, text })
const statusOf = async (client: Client, id: string) => (await client.get(`/v1/documents/${id}`)).body.status

test('a Worker that is down for one tenant works for the others, and for all when the fault is cleared', async () => {
  await bulkhead.setFault({ target: 'worker:rag', mode: 'error', tenantId: 'acme' })

  const down = await acme.get('/v1/documents')
  const up = await globex.get('/v1/documents')
  await bulkhead.clearFaults()
  const healed = await acme.get('/v1/documents')

  expect(problemsOfError(down, 503, 'service_unavailable')).toEqual([])
  expect(up.status).toBe(200)
  expect(healed.status).toBe(200)
})

test('work whose answer is lost has been done', async () => {
  await bulkhead.setFault({ target: 'worker:chat', mode: 'cut', tenantId: 'acme', count: 1 })

  const lost = await acme.post('/v1/sessions', {})
  const { body } = await acme.get('/v1/sessions')

  expect(lost.status).toBe(503)
  expect(body.data).toHaveLength(1)
})

test.each([
  ['a full database', { target: 'storage:SessionDirectory', mode: 'quota' }],
  ['a failing database', { target: 'storage:SessionDirectory', mode: 'error' }],
  ['an object that is turned away', { target: 'storage:SessionDirectory', mode: 'overload' }],
] as const)('%s is 503 storage_unavailable', async (_what, fault) => {
  await bulkhead.setFault({ ...fault, tenantId: 'globex' })

  const refused = await globex.post('/v1/sessions', {})

  expect(problemsOfError(refused, 503, 'storage_unavailable')).toEqual([])
  expect((await acme.post('/v1/sessions', {})).status).toBe(201)
})

test('an object reset before its commit has kept nothing, one reset after it everything', async () => {
  const count = async () => (await globex.get('/v1/sessions')).body.data.length
  const before = await count()

  await bulkhead.setFault({ target: 'storage:SessionDirectory', mode: 'abort', tenantId: 'globex', count: 1 })
  await globex.post('/v1/sessions', {})
  const afterAbort = await count()
  await bulkhead.setFault({ target: 'storage:SessionDirectory', mode: 'cut', tenantId: 'globex', count: 1 })
  await globex.post('/v1/sessions', {})
  const afterCut = await count()

  // The gateway's caller repeats what may be repeated: one session at most for each request.
  expect(afterAbort - before).toBeLessThanOrEqual(1)
  expect(afterCut - afterAbort).toBe(1)
})

test('a queue that refuses, loses or doubles messages loses and doubles no document', async () => {
  for (const mode of ['error', 'cut', 'duplicate']) {
    await bulkhead.setFault({ target: 'queue', mode, tenantId: 'acme', count: 1 })
    const accepted = await acme.post('/v1/documents', note(`queue-${mode}`))
    expect(accepted.status).toBe(202)
  }
  for (const mode of ['error', 'cut', 'duplicate']) {
    await eventually(async () => ((await statusOf(acme, `queue-${mode}`)) === 'indexed' ? true : undefined))
  }
}, 90_000)

test('an original that R2 cannot take is refused whole', async () => {
  await bulkhead.setFault({ target: 'r2', mode: 'error', tenantId: 'acme' })

  const refused = await acme.post('/v1/documents', note('no-r2'))

  expect(problemsOfError(refused, 503, 'storage_unavailable')).toEqual([])
  expect((await acme.get('/v1/documents/no-r2')).status).toBe(404)
})

test('a target says which modes it knows, and the switch needs the admin token', async () => {
  const admin = new Client(bulkhead.fetch, ADMIN_TOKEN)

  const unknown = await admin.post('/local/faults', { target: 'queue', mode: 'overload' })
  const stranger = await acme.post('/local/faults', { target: 'queue', mode: 'error' })

  expect(problemsOfError(unknown, 400, 'invalid_request')).toEqual([])
  expect(unknown.text).toContain('queue supports error, timeout, slow, quota, duplicate, cut')
  expect(problemsOfError(stranger, 401, 'api_key_invalid')).toEqual([])
})
