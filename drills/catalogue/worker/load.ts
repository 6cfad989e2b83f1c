import type { Client, Sent } from '@bulkhead/harness/client'

import { Conversation } from '../../stage/conversation.ts'
import { CALYPSO } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import { HELLO } from '../../stage/hello.ts'
import { leasesOver } from '../../stage/pause.ts'

const FLOOD = 200
/** Of the tenant's config. */
const BURST = 10

const flood: Drill = {
  id: 'D-42',
  failure: 'A tenant sends twenty times what it may',
  rows: ['ai/quota-or-key'],
  injected: `${FLOOD} requests at once of a tenant with burst ${BURST} and 60 a minute`,
  expected:
    'its burst is admitted, the rest is 429 with Retry-After and counted; the other tenant notices nothing',
  simulated: 'a flood of one client on one machine; latencies are reported, not judged',
  quick: true,
  run: async (stage) => {
    const calypso = stage.client(CALYPSO)
    const alone = await slowest(stage.borealis)
    const startMs = Date.now()
    const flooding = Promise.all(Array.from({ length: FLOOD }, () => calypso.get('/v1/documents')))
    const beside = await slowest(stage.borealis)
    const sent = await flooding

    const mostAdmitted = BURST + Math.ceil((Date.now() - startMs) / 1_000)
    const admitted = sent.filter(({ status }) => status === 200).length
    const refused = sent.filter(({ status }) => status === 429)
    stage.holds(`${admitted} of ${FLOOD} were admitted`, admitted >= 1 && admitted <= mostAdmitted)
    stage.same('admitted and refused', admitted + refused.length, FLOOD)
    const [first] = refused
    if (first !== undefined) await stage.refused('one of the others', first, 429, 'rate_limited')
    stage.same('without Retry-After', refused.filter(({ headers }) => !headers.has('retry-after')).length, 0)
    await stage.counted('rate_limited_total', { tenantId: 'calypso' }, refused.length)
    return `${admitted} of ${FLOOD} admitted, ${refused.length} times 429; the neighbour's slowest request ${beside} ms, alone ${alone} ms`
  },
  mutant: 'burst-limit',
}

/** Of ten requests one after another, ms. */
async function slowest(client: Client): Promise<number> {
  let slowestMs = 0
  for (let i = 0; i < 10; i++) {
    const startMs = Date.now()
    await client.get('/v1/documents?limit=1')
    slowestMs = Math.max(slowestMs, Date.now() - startMs)
  }
  return slowestMs
}

const overloaded: Drill = {
  id: 'D-43',
  failure: 'Objects are overloaded and reject calls',
  rows: ['object/cpu-limit'],
  injected:
    'a Corpus, a SessionDirectory, a ChatSession and a RateLimiter each reject one call as overloaded',
  expected: 'shed at once: 503 with Retry-After, and no call is repeated; the next request is served',
  simulated:
    'local workerd never reports overload, and two cores cannot be saturated honestly by a client beside it',
  quick: true,
  run: async (stage) => {
    const talk = await Conversation.open(stage.atlas)
    const cases: readonly (readonly [
      className: string,
      method: string,
      code: Shed,
      ask: () => Promise<Sent>,
    ])[] = [
      ['Corpus', 'list', 'storage_unavailable', () => stage.atlas.get('/v1/documents')],
      ['SessionDirectory', 'list', 'storage_unavailable', () => stage.atlas.get('/v1/sessions')],
      ['ChatSession', 'listMessages', 'storage_unavailable', () => talk.list()],
      [
        'RateLimiter',
        'admit',
        'admission_unavailable',
        () => stage.atlas.post('/v1/chat/completions', HELLO),
      ],
    ]
    for (const [className, method, code, ask] of cases) {
      await leasesOver()
      await stage.fault({
        target: `storage:${className}`,
        mode: 'overload',
        method,
        tenantId: 'atlas',
        count: 1,
      })
      const startMs = Date.now()
      const shed = await ask()
      const tookMs = Date.now() - startMs
      await stage.refused(className, shed, 503, code)
      stage.holds(`${className} took ${tookMs} ms to be shed`, tookMs < 1_000)
      stage.ok(`${className} again`, await ask())
    }
    return `${cases.length} classes: 503 at once, no call repeated, the next one served`
  },
  mutant: 'overload-not-retried',
}

type Shed = 'storage_unavailable' | 'admission_unavailable'

const nobodyCounts: Drill = {
  id: 'D-45',
  failure: 'The sink of metrics is down',
  rows: ['worker/exception'],
  injected: 'MetricStore rejects every call',
  expected:
    'no tenant notices; GET /metrics is 503; lost points are logged, and counting continues afterwards',
  simulated: 'the log itself is the console of the runtime, which cannot be made to fail',
  run: async (stage) => {
    await stage.fault({ target: 'storage:MetricStore', mode: 'overload' })
    const startMs = Date.now()
    const answered = await stage.atlas.post('/v1/chat/completions', HELLO)
    stage.ok('completion', answered)
    stage.holds(`it took ${Date.now() - startMs} ms`, Date.now() - startMs < 2_000)
    const metrics = await stage.system.admin.get('/metrics')
    await stage.refused('metrics', metrics, 503, 'service_unavailable')
    const lost = await stage.logged('what was lost', { message: 'points lost', source: 'observe/tail' })
    await stage.heal()
    await stage.atlas.post('/v1/chat/completions', HELLO)
    const labels = { tenantId: 'atlas', route: '/v1/chat/completions', status: '200' }
    await stage.counted('requests_total', labels)
    return `requests 200, metrics 503, ${String(lost['count'])} points logged as lost, counting again`
  },
  mutant: 'uncounted-metrics-reported',
}

export const LOAD_DRILLS: readonly Drill[] = [flood, overloaded, nobodyCounts]
