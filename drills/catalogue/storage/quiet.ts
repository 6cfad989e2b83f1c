import { ATLAS } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import { HELLO } from '../../stage/hello.ts'
import { pause } from '../../stage/pause.ts'
import { reserved, spent } from '../../stage/spent.ts'
import type { Stage } from '../../stage/stage.ts'

const ROUNDS = 6
/** Settlements are collected first, and an object writes what it knows once it has been quiet. */
const QUIET_MS = 1_500

const quietTenant: Drill = {
  id: 'D-17b',
  failure: 'A limiter leaves memory between the rare requests of a quiet tenant',
  rows: ['object/exception', 'ai/quota-or-key'],
  injected: `one completion, silence, the RateLimiter is reset; ${ROUNDS} times`,
  expected: 'every token used is charged and no other; nothing stays reserved',
  simulated: 'a reset while nothing runs stands for the eviction of an idle object',
  limitMs: 60_000,
  run: (stage) => stage.onOwnProcess(seldomAsked),
  mutant: 'quiet-object-stores-the-truth',
}

async function seldomAsked(own: Stage): Promise<string> {
  const client = own.client(ATLAS)
  let tokens = 0
  for (let round = 1; round <= ROUNDS; round += 1) {
    const sent = await client.post('/v1/chat/completions', HELLO)
    own.ok(`completion ${round}`, sent)
    tokens += sent.body?.usage?.total_tokens ?? 0
    await pause(QUIET_MS)
    const reset = { target: 'storage:RateLimiter', mode: 'abort', method: 'usage', tenantId: 'atlas' }
    await own.fault({ ...reset, count: 1 })
    await client.get('/v1/usage')
  }
  const seen = { used: await spent(client), reserved: await reserved(client) }
  own.same('tokens used and reserved', seen, { used: tokens, reserved: 0 })
  return `${ROUNDS} requests and as many resets: ${seen.used} tokens used, ${seen.reserved} reserved`
}

export const QUIET_DRILLS: readonly Drill[] = [quietTenant]
