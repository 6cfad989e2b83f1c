import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { ADMIN_TOKEN, type Client } from '@bulkhead/harness/client'

import type { Drill } from '../../stage/drill.ts'
import { HELLO } from '../../stage/hello.ts'
import type { Stage } from '../../stage/stage.ts'

const CLIENTS = 16
const ROUNDS = 5
const LATEST_MS = 1_100

const revocation: Drill = {
  id: 'D-08c',
  failure: 'A key is revoked while it is being used',
  rows: ['tenant/not-found'],
  injected: `${CLIENTS} clients in a loop over chat, search, documents and sessions; the key is revoked at a random moment, ${ROUNDS} times`,
  expected: 'no request that is sent after the acknowledgement is accepted; it comes within 1.1 s',
  limitMs: 60_000,
  run: async (stage) => {
    const admin = stage.client(ADMIN_TOKEN)
    const id = `race-${randomBytes(6).toString('hex')}`
    const made = await admin.post('/admin/v1/tenants', tenantOf(id))
    stage.same('the tenant is made', made.status, 201)
    const waits: number[] = []
    let late = 0
    let accepted = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const seen = await race(stage, admin, id)
      waits.push(seen.waitMs)
      late += seen.acceptedLate
      accepted += seen.accepted
    }
    await admin.delete(`/admin/v1/tenants/${id}`)
    stage.same('accepted after the acknowledgement', late, 0)
    stage.same('the key was in use', accepted > ROUNDS * CLIENTS, true)
    stage.same(
      'acknowledged in time',
      waits.every((ms) => ms <= LATEST_MS),
      true,
    )
    return `0 accepted of those sent after it; acknowledged within ${Math.max(...waits)} ms`
  },
  mutant: 'revoked-key-remembered',
}

async function race(stage: Stage, admin: Client, id: string) {
  const keys = `/admin/v1/tenants/${id}/keys`
  const scopes = ['chat', 'search', 'documents:read', 'usage:read']
  const { body: key } = await admin.post(keys, { scopes })
  const client = stage.client(key.key)
  const seen = { acknowledged: false, isOver: false }
  let accepted = 0
  let acceptedLate = 0
  const loop = async (at: number) => {
    for (let turn = at; !seen.isOver; turn += 1) {
      const wasAcknowledged = seen.acknowledged
      const { status } = await useOf(client, turn)
      if (status >= 400 && status !== 429) continue
      accepted += 1
      if (wasAcknowledged && status !== 429) acceptedLate += 1
    }
  }
  const loops = Array.from({ length: CLIENTS }, (_, at) => loop(at))
  await sleep(100 + Math.random() * 300)
  const startMs = performance.now()
  const revoked = await admin.delete(`${keys}/${key.id}`)
  seen.acknowledged = true
  const waitMs = Math.round(performance.now() - startMs)
  stage.same('revoked', revoked.status, 200)
  await sleep(200)
  seen.isOver = true
  await Promise.all(loops)
  return { accepted, acceptedLate, waitMs }
}

function useOf(client: Client, turn: number) {
  const uses = [
    () => client.post('/v1/chat/completions', HELLO),
    () => client.post('/v1/search', { query: 'ballast', mode: 'words' }),
    () => client.get('/v1/documents'),
    () => client.get('/v1/sessions'),
  ]
  const use = uses[turn % uses.length] ?? (() => client.get('/v1/sessions'))
  return use()
}

function tenantOf(id: string) {
  return {
    id,
    name: 'Race',
    status: 'active',
    tier: 'standard',
    chat: { model: '@cf/meta/llama-3.1-8b-instruct-fp8' },
    rateLimit: { requestsPerMinute: 600_000, burst: 100_000 },
    budget: { tokensPerDay: 1_000_000_000 },
  }
}

export const REVOCATION_DRILLS: readonly Drill[] = [revocation]
