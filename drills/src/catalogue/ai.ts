import type { Drill } from '../drill.ts'

const outageWithFallback: Drill = {
  id: 'D-22',
  failure: 'The primary model has no capacity',
  rows: ['ai/outage', 'ai/quota-or-key'],
  injected: 'the model answers 429',
  expected: 'the fallback model answers, and says so; without one 503 ai_unavailable',
  quick: true,
  run: async (stage) => {
    const model = stage.freshModel()
    const ask = { model, messages: [{ role: 'user', content: 'Ahoy' }] }
    await stage.fault({ target: 'ai', mode: 'quota', model })

    const answered = await stage.atlas.post('/v1/chat/completions', ask)
    stage.ok('completion', answered)
    const by = answered.headers.get('x-bulkhead-model')
    stage.same('x-bulkhead-model', by, '@cf/drills/atlas-fallback')
    stage.holds(`${stage.attempts(answered)} attempts at models`, stage.attempts(answered) <= 3)
    await stage.logged('the failed attempt', { message: 'ai attempt', model, tenantId: 'atlas', status: 429 })
    await stage.counted('ai_requests_total', { tenantId: 'atlas', model_name: model })
    return `200 from ${by ?? 'nobody'} after ${stage.attempts(answered)} attempts`
  },
  twin: {
    without: 'fallback models',
    patches: [
      {
        file: 'packages/ai/src/over-models.ts',
        find: 'for (const model of new Set(plan.models)) {',
        replace: 'for (const model of plan.models.slice(0, 1)) {',
      },
    ],
  },
}

export const AI_DRILLS: readonly Drill[] = [outageWithFallback]
