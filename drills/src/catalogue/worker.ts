import type { Drill } from '../drill.ts'

const HELLO = { messages: [{ role: 'user', content: 'Ahoy' }] }

const chatIsDown: Drill = {
  id: 'D-02',
  failure: 'The chat Worker is down',
  rows: ['worker/exception'],
  injected: 'every method of chat throws',
  expected: '503 service_unavailable within 1 s, nothing charged, other routes go on',
  quick: true,
  run: async (stage) => {
    const tokens = async () => (await stage.atlas.get('/v1/usage')).body.limits.tokensPerDay.used
    const before = await tokens()
    await stage.fault({ target: 'worker:chat', mode: 'error', tenantId: 'atlas' })

    stage.step('ask for a completion while chat is down')
    const startMs = Date.now()
    const refused = await stage.atlas.post('/v1/chat/completions', HELLO)
    const tookMs = Date.now() - startMs
    await stage.refused('completion', refused, 503, 'service_unavailable')
    stage.holds(`answered after ${tookMs} ms, not within 1 s`, tookMs <= 1_000)
    stage.ok('health', await stage.atlas.get('/healthz'))
    stage.ok('search', await stage.atlas.post('/v1/search', { query: 'harbour pilot' }))

    await stage.logged('the failed call', {
      message: 'call failed',
      target: 'chat',
      tenantId: 'atlas',
      requestId: refused.headers.get('x-request-id'),
    })
    await stage.counted('errors_total', { tenantId: 'atlas', error_type: 'service_unavailable' })
    const charged = (await tokens()) - before
    // The search above embeds its query.
    stage.holds(`${charged} tokens were charged`, charged < 20)
    return `503 service_unavailable, ${charged < 20 ? 0 : charged} tokens charged`
  },
  twin: {
    without: 'naming a callee that threw as a Worker that is down',
    patches: [
      {
        file: 'apps/gateway/src/callee.ts',
        find: "throw new BulkheadError('service_unavailable', { cause: thrown })",
        replace: 'throw thrown',
      },
    ],
  },
}

export const WORKER_DRILLS: readonly Drill[] = [chatIsDown]
