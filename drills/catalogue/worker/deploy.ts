import type { Drill } from '../../stage/drill.ts'
import { HELLO } from '../../stage/hello.ts'
import type { Stage } from '../../stage/stage.ts'
import { VERSIONS } from './versions.ts'

const QUESTION = 'What does the harbour pilot keep?'

const calleeDiffers: Drill = {
  id: 'D-34a',
  failure: 'A newer chat and an older rag behind the current gateway',
  rows: ['worker/exception'],
  injected: 'chat replies with more fields and an unknown code; rag lacks a method',
  expected: 'everything works; the unknown code is 500 internal in our envelope, the missing method 503',
  simulated: 'the other versions are the current bundles with a patch',
  run: (stage) =>
    stage.onOwnSystem({ rewrite: VERSIONS.calleesDiffer }, async (own) => {
      await everythingWorks(own)
      const absent = await own.atlas.post('/v1/chat/completions', { ...HELLO, model: '@cf/no/model' })
      await own.refused('an unknown code', absent, 500, 'internal')
      const models = await own.atlas.get('/v1/models')
      own.ok('models, one fewer', models)
      own.holds('no model is listed', models.body?.data?.length > 0)
      const embedding = await own.atlas.get('/v1/models/@cf/baai/bge-m3')
      await own.refused('what only the missing method knows', embedding, 503, 'service_unavailable')
      await own.logged('the missing method', { message: 'call failed', target: 'rag', tenantId: 'atlas' })
      return 'all routes work; 500 internal and 503 service_unavailable in the envelope'
    }),
  mutant: 'unknown-refusal-is-internal',
}

const callerDiffers: Drill = {
  id: 'D-34b',
  failure: 'A newer gateway, then an older one, before the current Workers',
  rows: ['worker/exception'],
  injected: 'the gateway sends more fields with every call; then it sends no estimates',
  expected: 'everything works both times, and what one version stored the other can read',
  simulated: 'the other versions are the current bundles with a patch',
  run: (stage) =>
    stage.onOwnSystem({ rewrite: VERSIONS.newerGateway }, async (own) => {
      const session = await everythingWorks(own)
      own.step('deploy the older gateway')
      await own.system.redeploy({ rewrite: VERSIONS.olderGateway })
      await everythingWorks(own)
      await historyHas(own, session, 2)
      await own.logged('a request', { message: 'request', tenantId: 'atlas', status: 200 })
      return 'all routes work under both'
    }),
  mutant: 'extra-context-fields-ignored',
}

const TOMORROW = { rewrite: VERSIONS.newerTables }

const rolledBack: Drill = {
  id: 'D-35',
  failure: 'A deployment with newer tables is rolled back',
  rows: ['object/exception'],
  injected: 'all objects migrate to newer tables, then the current code runs, then the newer code again',
  expected: 'the current code reads and writes newer tables, and logs it; nothing is migrated twice',
  simulated: 'the newer version is the current bundles with one more migration',
  run: (stage) =>
    stage.onOwnSystem(TOMORROW, async (own) => {
      const session = await everythingWorks(own)
      own.step('roll back')
      await own.system.redeploy({})
      await historyHas(own, session, 2)
      const more = await own.atlas.post(`/v1/sessions/${session}/messages`, { content: 'Ahoy again' })
      own.ok('a message under the current version', more)
      own.ok('the document under the current version', await own.atlas.get('/v1/documents/d-34'))
      await own.logged('that the tables are newer', { message: 'schema is newer', level: 'warn' })
      own.step('and forward again')
      await own.system.redeploy(TOMORROW)
      await historyHas(own, session, 4)
      await everythingWorks(own)
      return 'two messages, then four; documents and usage as they were'
    }),
  mutant: 'newer-schema-left-as-is',
}

/** One of each kind of request. Returns the session that was made. */
async function everythingWorks(own: Stage): Promise<string> {
  const { atlas } = own
  const session: string = (await atlas.post('/v1/sessions', {})).body?.id
  const key = { 'idempotency-key': crypto.randomUUID() }
  own.ok('message', await atlas.post(`/v1/sessions/${session}/messages`, { content: 'Ahoy' }, key))
  own.ok('completion', await atlas.post('/v1/chat/completions', HELLO, key))
  const streamed = await atlas.post('/v1/chat/completions', { ...HELLO, stream: true })
  own.holds('the stream has no end', streamed.text.trimEnd().endsWith('data: [DONE]'))
  own.ok(
    'document',
    await atlas.post('/v1/documents', { id: 'd-34', text: 'The keel was laid in spring.' }),
    202,
  )
  own.ok('documents', await atlas.get('/v1/documents'))
  own.ok('search', await atlas.post('/v1/search', { query: 'keel' }))
  own.ok('answer', await atlas.post('/v1/answers', { question: QUESTION }))
  own.ok('embedding', await atlas.post('/v1/embeddings', { input: 'keel' }))
  own.ok('usage', await atlas.get('/v1/usage'))
  own.same('degraded', streamed.headers.get('x-bulkhead-degraded'), null)
  return session
}

async function historyHas(own: Stage, session: string, count: number): Promise<void> {
  const { body, status } = await own.atlas.get(`/v1/sessions/${session}/messages`)
  own.same('status of the history', status, 200)
  own.same('messages', body?.data?.length, count)
}

export const DEPLOY_DRILLS: readonly Drill[] = [calleeDiffers, callerDiffers, rolledBack]
