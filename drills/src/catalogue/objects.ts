import type { Drill } from '../drill.ts'

const HELLO = { messages: [{ role: 'user', content: 'Ahoy' }] }

const limiterOverloaded: Drill = {
  id: 'D-14',
  failure: "The tenant's limiter is overloaded",
  rows: ['object/cpu-limit', 'object/exception'],
  injected: 'the RateLimiter turns every call away as overloaded',
  expected: '503 admission_unavailable, no call to a model, no call repeated; free routes go on, degraded',
  simulated: 'local workerd never reports overload; the error carries the property that the platform sets',
  quick: true,
  run: async (stage) => {
    await stage.fault({ target: 'storage:RateLimiter', mode: 'overload', tenantId: 'atlas' })

    const refused = await stage.atlas.post('/v1/chat/completions', HELLO)
    await stage.refused('completion', refused, 503, 'admission_unavailable')
    stage.same('attempts at a model', stage.attempts(refused), 0)
    const free = await stage.atlas.get('/v1/documents')
    stage.ok('documents', free)
    stage.same('x-bulkhead-degraded', free.headers.get('x-bulkhead-degraded'), 'admission')

    await stage.logged('that admission did not answer', {
      message: 'admission unavailable',
      tenantId: 'atlas',
      errorCode: 'admission_unavailable',
      requestId: refused.headers.get('x-request-id'),
    })
    return '503 admission_unavailable, 0 attempts, free routes degraded'
  },
  twin: {
    without: 'closing what costs tokens when admission cannot be asked',
    patches: [
      {
        file: 'apps/gateway/src/with-admission.ts',
        find: 'if (ask.tokens !== undefined) throw errorOf(outcome)',
        replace: '',
      },
    ],
  },
}

export const OBJECT_DRILLS: readonly Drill[] = [limiterOverloaded]
