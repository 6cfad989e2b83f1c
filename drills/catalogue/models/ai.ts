import { eventually, tokensAtRest } from '@bulkhead/harness/client'

import { CALYPSO, EURYALE } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import { HELLO } from '../../stage/hello.ts'
import { chargedExactly, spent } from '../../stage/spent.ts'

const FALLBACK = '@cf/drills/atlas-fallback'
/** So many keep a tenant from a model, each counted once. */
const FAILED_REQUESTS = 5
const COMPLETIONS = '/v1/chat/completions'

const outageWithFallback: Drill = {
  id: 'D-22',
  failure: 'The primary model has no capacity',
  rows: ['ai/outage', 'ai/quota-or-key'],
  injected: 'the model answers 429',
  expected: 'the fallback model answers, and the answer says which',
  quick: true,
  run: async (stage) => {
    const model = stage.freshModel()
    const ask = { model, messages: [{ role: 'user', content: 'Ahoy' }] }
    await stage.fault({ target: 'ai', mode: 'quota', model })

    const answered = await stage.atlas.post('/v1/chat/completions', ask)
    stage.ok('completion', answered)
    const by = answered.headers.get('x-bulkhead-model')
    stage.same('x-bulkhead-model', by, FALLBACK)
    const attempts = await stage.attempts(answered)
    stage.holds(`${attempts} attempts at models`, attempts <= 3)
    await stage.logged('the failed attempt', { message: 'ai attempt', model, tenantId: 'atlas', status: 429 })
    await stage.counted('ai_requests_total', { tenantId: 'atlas', model_name: model })
    return `200 from ${by ?? 'nobody'} after ${attempts} attempts`
  },
  mutant: 'fallback-models',
}

const outageWithoutFallback: Drill = {
  id: 'D-22b',
  failure: 'The only model has no capacity',
  rows: ['ai/outage', 'ai/quota-or-key'],
  injected: 'the model answers 429 to a tenant without a fallback',
  expected: '503 ai_unavailable with Retry-After after two attempts; nothing charged',
  run: async (stage) => {
    const euryale = stage.client(EURYALE)
    const before = await spent(euryale)
    const model = '@cf/drills/euryale'
    await stage.fault({ target: 'ai', mode: 'quota', model })

    const refused = await euryale.post(COMPLETIONS, HELLO)
    await stage.refused('completion', refused, 503, 'ai_unavailable')
    stage.same('attempts at models', await stage.attempts(refused), 2)
    const message = refused.body?.error?.message ?? ''
    stage.holds(`it says "${message}"`, message.startsWith('AI provider is currently unavailable'))
    const labels = { tenantId: 'euryale', model_name: model, status: 'error' }
    await stage.counted('ai_requests_total', labels, 2)
    await chargedExactly(stage, euryale, { before, tokens: 0 })
    return '503 ai_unavailable after 2 attempts, 0 tokens charged'
  },
  mutant: 'attempts-bounded',
}

const keyRefused: Drill = {
  id: 'D-22c',
  failure: 'The provider refuses our own key',
  rows: ['ai/quota-or-key'],
  injected: 'the model answers 401',
  expected:
    '502 ai_rejected after one attempt, without Retry-After or the provider’s message; nothing charged',
  quick: true,
  run: async (stage) => {
    const euryale = stage.client(EURYALE)
    const before = await spent(euryale)
    await stage.fault({ target: 'ai', mode: 'error', status: 401, model: '@cf/drills/euryale' })

    const refused = await euryale.post(COMPLETIONS, HELLO)
    await stage.refused('completion', refused, 502, 'ai_rejected')
    stage.same('attempts at models', await stage.attempts(refused), 1)
    stage.same('x-should-retry', refused.headers.get('x-should-retry'), 'false')
    stage.holds("the provider's own message was shown", !/authentication error|HTTP 401/i.test(refused.text))
    const requestId = refused.headers.get('x-request-id')
    await stage.logged('the refusal', { message: 'ai attempt', requestId, status: 401, outcome: 'rejected' })
    await stage.counted('errors_total', { tenantId: 'euryale', error_type: 'ai_rejected' })
    await chargedExactly(stage, euryale, { before, tokens: 0 })
    return '502 ai_rejected after 1 attempt, 0 tokens charged'
  },
  mutant: 'rejection-is-not-outage',
}

const breakerOpensAndCloses: Drill = {
  id: 'D-22d',
  failure: 'A model stays down for many requests and comes back',
  rows: ['ai/outage'],
  injected: 'the model answers 500 until healed',
  expected:
    'after 5 failed requests the breaker opens and is logged; within 10 s of healing the model answers again',
  run: async (stage) => {
    const model = stage.freshModel()
    const ask = () => stage.atlas.post(COMPLETIONS, { model, ...HELLO })
    await stage.fault({ target: 'ai', mode: 'error', model })
    for (let i = 1; i <= FAILED_REQUESTS; i++) {
      const sent = await ask()
      stage.ok(`request ${i}`, sent)
      await stage.attempts(sent)
    }
    const failed = stage.lines({ message: 'ai attempt', model }).length
    stage.same('attempts before the breaker opens', failed, 2 * FAILED_REQUESTS)

    const spared = await ask()
    stage.ok('request while the breaker is open', spared)
    stage.same('x-bulkhead-model', spared.headers.get('x-bulkhead-model'), FALLBACK)
    stage.same('attempts', await stage.attempts(spared), 1)
    const requestId = spared.headers.get('x-request-id')
    await stage.logged('that the breaker opened', {
      message: 'model skipped',
      tenantId: 'atlas',
      model,
      requestId,
    })
    await stage.heal()
    const backMs = Date.now()
    const back = async () => ((await ask()).headers.get('x-bulkhead-model') === model ? true : undefined)
    const isBack = await eventually(back, 10_000).catch(() => false)
    stage.holds('it does not answer 10 s after healing', isBack)
    return `open after ${FAILED_REQUESTS} failed requests, closed ${((Date.now() - backMs) / 1_000).toFixed(0)} s after healing`
  },
  mutant: 'breaker',
}

const noFirstToken: Drill = {
  id: 'D-22e',
  failure: 'A model does not start to answer',
  rows: ['ai/outage'],
  injected: 'first one model is silent, then all models of the tenant',
  expected: 'the fallback answers once the first-token timeout has passed; with all silent 504 ai_timeout',
  run: async (stage) => {
    const model = stage.freshModel()
    await stage.fault({ target: 'ai', mode: 'timeout', model })
    const startMs = Date.now()
    const answered = await stage.atlas.post(COMPLETIONS, { model, stream: true, ...HELLO })
    stage.ok('completion', answered)
    stage.same('x-bulkhead-model', answered.headers.get('x-bulkhead-model'), FALLBACK)
    stage.holds(`the fallback took ${Date.now() - startMs} ms`, Date.now() - startMs < 4_000)

    const before = await spent(stage.atlas)
    await stage.fault({ target: 'ai', mode: 'timeout', model: '@cf/drills/atlas*' })
    const refused = await stage.atlas.post(COMPLETIONS, { stream: true, ...HELLO })
    await stage.refused('completion, all silent', refused, 504, 'ai_timeout')
    stage.same('timeout', refused.body?.error?.details, { timeout: 'firstToken' })
    stage.same('attempts at models', await stage.attempts(refused), 2)
    const requestId = refused.headers.get('x-request-id')
    const line = { message: 'ai attempt', tenantId: 'atlas', requestId, outcome: 'timeout:firstToken' }
    await stage.logged('the timeout', line)
    await chargedExactly(stage, stage.atlas, { before, tokens: 0 })
    return '200 from the fallback after 1 s; 504 ai_timeout (firstToken) when all are silent, 0 tokens'
  },
  mutant: 'first-token-timeout',
}

const budgetSpent: Drill = {
  id: 'D-22f',
  failure: 'One tenant has spent its token budget',
  rows: ['ai/quota-or-key'],
  injected: 'a prompt of half the daily budget, twice',
  expected:
    '402 budget_exceeded for that tenant only, no model called; its free routes and all other tenants keep working',
  quick: true,
  run: async (stage) => {
    const calypso = stage.client(CALYPSO)
    const long = { max_tokens: 10, messages: [{ role: 'user', content: 'anchor '.repeat(1_000) }] }
    stage.ok('half the budget', await calypso.post(COMPLETIONS, long))
    await tokensAtRest(calypso)

    const refused = await calypso.post(COMPLETIONS, long)
    await stage.refused('the other half', refused, 402, 'budget_exceeded')
    const { limit, used, resetsAt } = refused.body?.error?.details ?? {}
    stage.same('limit', limit, 2_000)
    stage.holds(`${used} used, resets at ${resetsAt}`, used > 500 && Date.parse(resetsAt) > Date.now())
    stage.same('x-should-retry', refused.headers.get('x-should-retry'), 'false')
    stage.same('attempts at models', await stage.attempts(refused), 0)
    stage.ok('its documents', await calypso.get('/v1/documents'))
    stage.ok('its usage', await calypso.get('/v1/usage'))
    stage.ok('the same of another tenant', await stage.atlas.post(COMPLETIONS, long))
    await stage.counted('rate_limited_total', { tenantId: 'calypso' })
    return `402 budget_exceeded at ${used} of ${limit}, 0 attempts; others 200`
  },
  mutant: 'reservations-count-against-budget',
}

export const AI_DRILLS: readonly Drill[] = [
  outageWithFallback,
  outageWithoutFallback,
  keyRefused,
  breakerOpensAndCloses,
  noFirstToken,
  budgetSpent,
]
