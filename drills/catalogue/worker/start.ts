import { eventsOf, eventually, tokensAtRest, type Client } from '@bulkhead/harness/client'

import { EURYALE } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import type { Stage } from '../../stage/stage.ts'

/** A crash may withhold 1 % of the budget until reservations end: otherwise forgotten tokens could be granted twice. */
const WITHHELD = 1_000
const KEY = { 'idempotency-key': 'd-04-second' }

interface Cut {
  readonly session: string
  readonly first: string
  readonly usedBefore: number
}

const killed: Drill = {
  id: 'D-04',
  failure: 'The power fails while an answer is generated',
  rows: ['object/exception'],
  injected: 'SIGKILL for every process while the model is still answering',
  expected:
    'what was acknowledged is stored, the cut answer is marked incomplete, its key gets one complete answer, at most 1 % of the budget is withheld',
  simulated: 'all Workers and objects die at once; in production only one machine would',
  limitMs: 60_000,
  run: (stage) =>
    stage.onOwnProcess(async (own) => {
      const client = own.client(EURYALE)
      const cut = await beginAndKill(own, client)
      const startMs = Date.now()
      await own.system.restart()
      const backMs = Date.now() - startMs
      await repeat(own, client, cut)
      await compareStored(own, client, cut)
      return `back after ${(backMs / 1_000).toFixed(1)} s; both turns once, the budget whole`
    }),
  mutant: 'cut-turn-ended',
}

/** One turn is acknowledged, the next one waits for its model. */
async function beginAndKill(stage: Stage, client: Client): Promise<Cut> {
  const session: string = (await client.post('/v1/sessions', {})).body.id
  const path = `/v1/sessions/${session}/messages`
  const first = await client.post(path, { content: 'First' })
  stage.ok('first message', first)
  const usedBefore = (await tokensAtRest(client)).used
  await stage.fault({ target: 'ai', mode: 'timeout' })
  const request = client.post(path, { content: 'Second', stream: true }, KEY)
  const broken = request.then(
    ({ status }) => status,
    () => 'broken',
  )
  await eventually(async () => (await statusesIn(client, session)).includes('running') || undefined, 5_000)
  stage.step('kill everything')
  await stage.system.kill()
  stage.same('the request under way', await broken, 'broken')
  return { session, first: first.text, usedBefore }
}

async function repeat(stage: Stage, client: Client, { session }: Cut): Promise<void> {
  const path = `/v1/sessions/${session}/messages`
  const again = await client.post(path, { content: 'Second', stream: true }, KEY)
  stage.ok('the same request again', again)
  stage.same('its last event', eventsOf(again.text).at(-1)?.event, 'message.end')
  const once = await client.post(path, { content: 'Second', stream: true }, KEY)
  stage.same('once more: Idempotency-Replayed', once.headers.get('idempotency-replayed'), 'true')
  stage.same('once more: the answer', eventsOf(once.text).at(-1)?.data, eventsOf(again.text).at(-1)?.data)
  await stage.logged('the cut turn', {
    message: 'turn was cut by a reset of its object',
    tenantId: 'euryale',
    errorCode: 'service_unavailable',
  })
}

async function compareStored(
  stage: Stage,
  client: Client,
  { session, first, usedBefore }: Cut,
): Promise<void> {
  const { data } = (await client.get(`/v1/sessions/${session}/messages`)).body
  stage.same(
    'stored messages',
    data.map(({ role, content }: { role: string; content: string }) => (role === 'user' ? content : role)),
    ['First', 'assistant', 'Second', 'assistant'],
  )
  stage.same('the acknowledged answer', data[1], JSON.parse(first))
  const { used, reserved } = await settled(client)
  stage.holds(`${reserved} tokens are still held`, reserved <= WITHHELD)
  const { totalTokens, promptTokens } = data[3].usage
  // The cut attempt is charged at its prompt, by our own count.
  const most = totalTokens + 4 * promptTokens
  const grown = used - usedBefore
  stage.holds(`${grown} tokens charged for ${totalTokens}`, grown >= totalTokens && grown <= most)
}

/** Settlements follow the response by some milliseconds. */
async function settled(client: Client): Promise<{ used: number; reserved: number }> {
  const tokens = async () => (await client.get('/v1/usage')).body.limits.tokensPerDay
  const isSettled = async () => ((await tokens()).reserved <= WITHHELD ? true : undefined)
  await eventually(isSettled, 5_000).catch(() => undefined)
  return await tokens()
}

async function statusesIn(client: Client, session: string): Promise<string[]> {
  const { data } = (await client.get(`/v1/sessions/${session}/messages`)).body
  return data.map(({ status }: { status: string }) => status)
}

const bindingMissing: Drill = {
  id: 'D-05a',
  failure: 'A Worker was deployed without one of its bindings',
  rows: ['worker/exception'],
  injected: 'chat is started without SESSION_DIRECTORIES',
  expected:
    '/readyz is 503 and names the Worker only to the operator; routes that need the binding are 503, all others work',
  run: (stage) =>
    stage.onOwnSystem({ without: { chat: ['SESSION_DIRECTORIES'] } }, async (own) => {
      const ready = await own.atlas.get('/readyz')
      await own.refused('/readyz', ready, 503, 'service_unavailable')
      stage.holds('a stranger can read which Worker', !ready.text.includes('chat'))
      const toOperator = await own.system.admin.get('/readyz')
      own.same('what the operator reads', toOperator.body?.error?.details, { unavailable: ['chat'] })
      own.ok('alive', await own.atlas.get('/healthz'))
      await own.refused('session', await own.atlas.post('/v1/sessions', {}), 503, 'storage_unavailable')
      own.ok('documents', await own.atlas.get('/v1/documents'))
      const line = await own.logged('the Worker', { message: 'binding does not answer', target: 'chat' })
      own.holds('the line does not name the binding', String(line['reason']).includes('SESSION_DIRECTORIES'))
      return '/readyz 503, chat for the operator; sessions 503, documents 200'
    }),
  mutant: 'bindings-checked-by-ping',
}

const ADMIN_ROUTES: readonly (readonly [method: string, path: string, body?: unknown])[] = [
  ['GET', '/metrics'],
  ['GET', '/admin/v1/flags'],
  ['PUT', '/admin/v1/tenants/atlas/flags', {}],
  ['POST', '/admin/v1/tenants/atlas/documents/retry'],
  ['DELETE', '/admin/v1/tenants/atlas/data'],
]

const secretMissing: Drill = {
  id: 'D-05b',
  failure: 'The admin token was never set',
  rows: ['tenant/not-found'],
  injected: 'the system starts again without it',
  expected: '401 api_key_invalid on every admin route, whatever token is sent; tenants notice nothing',
  run: (stage) =>
    stage.onOwnSystem({}, async (own) => {
      await own.system.redeploy({ variables: { LOCAL_KEYS: '{}' }, appliesTenants: false })
      for (const token of ['undefined', '', 'null']) {
        for (const [method, path, body] of ADMIN_ROUTES) {
          const refused = await own.client(token).send(method, path, body)
          await own.refused(`${method} ${path} with "${token}"`, refused, 401, 'api_key_invalid')
        }
      }
      own.ok('documents of a tenant', await own.atlas.get('/v1/documents'))
      await own.logged('the attempt', {
        message: 'sign-in failed',
        route: '/admin/v1/tenants/:id/data',
        errorCode: 'api_key_invalid',
      })
      return `${3 * ADMIN_ROUTES.length} calls, all 401`
    }),
  mutant: 'admin-closed-without-token',
}

export const START_DRILLS: readonly Drill[] = [killed, bindingMissing, secretMissing]
