import type { Client } from '@bulkhead/harness/client'

import { BOREALIS } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import { HELLO } from '../../stage/hello.ts'
import type { Stage } from '../../stage/stage.ts'

const COMPLETIONS = '/v1/chat/completions'
const POISONED = 12
const BURST = 40
const NEIGHBOURS = 20

const poisonedRequest: Drill = {
  id: 'D-22h',
  failure: 'One tenant repeats a request that a model always fails on',
  rows: ['ai/outage'],
  injected: `the model answers 500 to ${POISONED} requests of one tenant`,
  expected: 'another tenant is served by the same model at once, every request at the first attempt',
  run: async (stage) => {
    const model = stage.freshModel()
    await stage.fault({ target: 'ai', mode: 'error', model })
    for (let i = 0; i < POISONED; i++) await stage.atlas.post(COMPLETIONS, { model, ...HELLO })
    const lone = { message: 'model skipped', tenantId: 'atlas', model }
    await stage.logged('that the tenant is kept from the model', lone)
    await stage.heal()

    const served = await servedBy(stage, stage.client(BOREALIS), model)
    stage.same('requests of the neighbour that the model answered', served, NEIGHBOURS)
    return `${served} of ${NEIGHBOURS} requests of the neighbour answered by the model`
  },
  mutant: 'breaker-needs-several-tenants',
}

const beyondCapacity: Drill = {
  id: 'D-22i',
  failure: 'A burst of one tenant exceeds what the provider takes',
  rows: ['ai/quota-or-key'],
  injected: `the model answers 429 to ${BURST} requests at once`,
  expected: 'load opens no breaker: once there is room, the model serves that tenant and its neighbour',
  run: async (stage) => {
    const model = stage.freshModel()
    await stage.fault({ target: 'ai', mode: 'quota', model })
    const burst = Array.from({ length: BURST }, () => stage.atlas.post(COMPLETIONS, { model, ...HELLO }))
    for (const sent of await Promise.all(burst)) stage.ok('by the fallback', sent)
    await stage.heal()

    const own = await servedBy(stage, stage.atlas, model)
    const others = await servedBy(stage, stage.client(BOREALIS), model)
    stage.same('requests that the model answered afterwards', [own, others], [NEIGHBOURS, NEIGHBOURS])
    stage.same('times it was left alone', stage.lines({ message: 'model skipped', model }).length, 0)
    return `${own} and ${others} of ${NEIGHBOURS} requests answered by the model afterwards`
  },
  mutant: 'load-is-no-failure',
}

/** How many of a tenant's requests this model answers, without a second attempt. */
async function servedBy(stage: Stage, client: Client, model: string): Promise<number> {
  const asked = Array.from({ length: NEIGHBOURS }, () => client.post(COMPLETIONS, { model, ...HELLO }))
  const sent = await Promise.all(asked)
  const by = ({ headers }: (typeof sent)[number], name: string) => headers.get(`x-bulkhead-${name}`)
  const served = sent.filter((each) => each.status === 200 && by(each, 'model') === model)
  const first = served.filter((each) => by(each, 'attempts') === '1')
  stage.step(`${served.length} of ${sent.length} answered by ${model}, ${first.length} at once`)
  return first.length
}

export const BREAKER_DRILLS: readonly Drill[] = [poisonedRequest, beyondCapacity]
