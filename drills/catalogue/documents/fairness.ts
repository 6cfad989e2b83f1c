import type { Client } from '@bulkhead/harness/client'

import { documentOf, putText } from '../../stage/document-of.ts'
import { BOREALIS } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import { pause } from '../../stage/pause.ts'
import type { Stage } from '../../stage/stage.ts'

const FLOOD = 1_000
const UPLOADS_AT_ONCE = 16
const ROUNDS = 5
const LOOK_EVERY_MS = 20
const GIVE_UP_MS = 60_000
/** How much longer than alone a document may take to be searchable. */
const LEAST_SHARE = 2

const besideAFlood: Drill = {
  id: 'D-48',
  failure: 'A tenant uploads a thousand documents at once',
  rows: ['vectorize/indexing-fails'],
  injected: '1,000 documents of one tenant, then one at a time of another',
  expected: `the other's are searchable within ${LEAST_SHARE} times what they take alone (means of ${ROUNDS})`,
  limitMs: 180_000,
  // By the queue alone: a neighbour's small document would not stand in it otherwise.
  run: (stage) => stage.onOwnSystem({ vars: { rag: { READ_AT_ONCE: 'false' } } }, neighbourOfAFlood),
  mutant: 'turns-of-tenants',
}

async function neighbourOfAFlood(stage: Stage): Promise<string> {
  const neighbour = stage.client(BOREALIS)
  await timeOf(neighbour, 'first')
  const quietMs = await meanOf(neighbour, 'quiet')
  await flood(stage.atlas)
  stage.step(`alone: ${quietMs} ms`)

  const besideMs = await meanOf(neighbour, 'beside')
  const { body } = await stage.atlas.get('/v1/documents?status=queued&limit=1')
  stage.holds('the flood was over before the neighbour was measured', body.data.length > 0)
  stage.holds(`searchable after ${besideMs} ms instead of ${quietMs} ms`, besideMs <= LEAST_SHARE * quietMs)
  return `searchable after ${besideMs} ms beside ${FLOOD} documents of another tenant, ${quietMs} ms alone`
}

async function flood(client: Client): Promise<void> {
  const waiting = Array.from({ length: FLOOD }, (_, at) => at)
  const upload = async () => {
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
      await putText(client, `flood-${at}`, `Barrel ${at} of the flood holds salt from pan ${at}.`)
  }
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, upload))
}

async function meanOf(client: Client, name: string): Promise<number> {
  let sum = 0
  for (let round = 0; round < ROUNDS; round++) sum += await timeOf(client, `${name}-${round}`)
  return Math.round(sum / ROUNDS)
}

/** From the upload until the document is searchable, in ms. */
async function timeOf(client: Client, id: string): Promise<number> {
  const startMs = Date.now()
  await putText(client, id, `The neighbour's letter ${id} is short.`)
  for (;;) {
    const { status } = await documentOf(client, id)
    const tookMs = Date.now() - startMs
    if (status === 'searchable' || status === 'indexed' || tookMs > GIVE_UP_MS) return tookMs
    await pause(LOOK_EVERY_MS)
  }
}

export const FAIRNESS_DRILLS: readonly Drill[] = [besideAFlood]
