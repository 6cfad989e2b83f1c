import { documentIs, putText } from '../../stage/document-of.ts'
import type { Drill } from '../../stage/drill.ts'
import { HELLO } from '../../stage/hello.ts'
import { chargedExactly, spent } from '../../stage/spent.ts'
import type { Stage } from '../../stage/stage.ts'

const SEARCH = { query: 'harbour pilot' }
const FLAGS = '/admin/v1/tenants/atlas/flags'
/** The longest that a search with unreadable flags may take: ten times the 100 ms granted to flags. */
const WITHIN_MS = 1_000

/**
 * Flags are remembered for 30 s, so each of these begins with a system that has not read those of atlas yet. The other tenant has been there:
 * Workers and the flags of the deployment are warm. It stays, and must notice nothing.
 */
function onFreshSystem(stage: Stage, use: (own: Stage) => Promise<string>): Promise<string> {
  return stage.onOwnSystem({}, async (own) => {
    own.ok('another tenant', await own.borealis.post('/v1/search', SEARCH))
    own.ok('another tenant', await own.borealis.post('/v1/chat/completions', HELLO))
    await putText(own.borealis, 'pilot', 'The harbour pilot keeps the code word in the log book of the ship.')
    await documentIs(own.borealis, 'pilot', 'indexed')
    return await own.besideNeighbour(() => use(own))
  })
}

/** A search whose only warning is that there are no documents, soon enough. */
async function searchIsWhole(own: Stage): Promise<string | null> {
  const startMs = Date.now()
  const found = await own.atlas.post('/v1/search', SEARCH)
  const tookMs = Date.now() - startMs
  own.ok('search', found)
  own.same('warnings', warningsOf(found.body), ['no_matching_documents'])
  own.holds(`the search took ${tookMs} ms`, tookMs <= WITHIN_MS)
  return found.headers.get('x-request-id')
}

function warningsOf(body: { warnings?: readonly { code: string }[] } | undefined): string[] {
  return (body?.warnings ?? []).map(({ code }) => code)
}

const kvDown: Drill = {
  id: 'D-10',
  failure: 'KV can be neither read nor written',
  rows: ['kv/read-write-error'],
  injected: 'every call of KV for atlas fails with 503',
  expected: 'requests use the last known flags; changing a flag is 503; an invalid key is still refused',
  run: (stage) =>
    onFreshSystem(stage, async (own) => {
      await own.fault({ target: 'kv', mode: 'error', status: 503, tenantId: 'atlas' })
      const requestId = await searchIsWhole(own)
      own.ok('completion', await own.atlas.post('/v1/chat/completions', HELLO))
      const refused = await own.system.admin.send('PUT', FLAGS, { 'retrieval.vectors': false })
      await own.refused('changing a flag', refused, 503, 'storage_unavailable')
      const stranger = await own.client('bh_wnqtnu6vsdyc_nothing').get('/v1/documents')
      await own.refused('a bad key', stranger, 401, 'api_key_invalid')

      await own.logged('what failed', {
        message: 'flags could not be read',
        errorCode: 'flags_unavailable',
        degraded: 'flags',
        tenantId: 'atlas',
        requestId,
      })
      await own.counted('flag_reads_total', { status: 'error' })
      return 'search and completion 200, changing a flag 503'
    }),
  mutant: 'last-known-flags',
}

const kvStumbles: Drill = {
  id: 'D-10b',
  failure: 'KV fails once',
  rows: ['kv/read-write-error'],
  injected: 'one read of KV for atlas fails in each Worker, then one write',
  expected: 'both are retried: the first request already obeys the flag, and the change is stored',
  run: (stage) =>
    onFreshSystem(stage, async (own) => {
      const stored = await own.system.admin.send('PUT', FLAGS, { 'retrieval.vectors': false })
      own.ok('changing a flag', stored)
      const once = { target: 'kv', mode: 'error', status: 503, tenantId: 'atlas', count: 1 }
      await own.fault(once)
      const found = await own.atlas.post('/v1/search', SEARCH)
      own.ok('search', found)
      own.same('warnings', warningsOf(found.body), ['retrieval_degraded', 'no_matching_documents'])
      const requestId = found.headers.get('x-request-id')
      const read = {
        message: 'flags read',
        target: 'flags/atlas',
        outcome: 'ok',
        tenantId: 'atlas',
        requestId,
      }
      await own.logged('the second read', read)

      await own.fault(once)
      own.ok('changing it back', await own.system.admin.send('PUT', FLAGS, {}))
      const view = await own.system.admin.get(FLAGS)
      own.same('what is stored then', view.body?.layers?.tenant, {})
      return 'search obeys the flag after a second read; the change is stored after a second write'
    }),
  mutant: 'flags-read-retried',
}

const kvSlow: Drill = {
  id: 'D-11',
  failure: 'KV does not answer in time',
  rows: ['kv/read-write-error'],
  injected: 'every call of KV for atlas takes 3 s',
  expected: 'one request waits 100 ms; nobody waits again for 30 s',
  run: (stage) =>
    onFreshSystem(stage, async (own) => {
      await own.fault({ target: 'kv', mode: 'slow', tenantId: 'atlas' })
      const requestId = await searchIsWhole(own)
      for (let i = 0; i < 5; i++) await searchIsWhole(own)
      const about = { message: 'flags read', target: 'flags/atlas', outcome: 'error' }
      await own.logged('the read that was given up', { ...about, tenantId: 'atlas', requestId })
      own.same('reads in six searches', own.lines(about).length, 1)
      await own.logged('why', { message: 'flags could not be read', tenantId: 'atlas', requestId })
      return 'six searches 200, one read given up'
    }),
  mutant: 'flags-deadline',
}

const FEWER = { 'retrieval.vectors': false, 'chat.fallbackModels': false }

const kvStale: Drill = {
  id: 'D-12',
  failure: 'A change in KV is not seen for a minute',
  rows: ['kv/eventual-consistency'],
  injected: 'flags are changed, but reads still return the old ones',
  expected: 'the old flags apply until the new ones are read; budgets and sessions are never stale',
  simulated: 'the delay is a fault that is set and cleared, not KV’s own',
  run: (stage) =>
    onFreshSystem(stage, async (own) => {
      const stored = await own.system.admin.send('PUT', FLAGS, FEWER)
      own.ok('changing the flags', stored)
      own.same('what is stored', stored.body?.layers?.tenant, FEWER)
      await own.fault({ target: 'kv', mode: 'stale', tenantId: 'atlas' })
      await searchIsWhole(own)
      own.same('failures while it is late', own.lines({ tenantId: 'atlas', level: 'warn' }), [])
      const before = await spent(own.atlas)
      const embedded = await own.atlas.post('/v1/embeddings', { input: 'The keel was laid in spring.' })
      const tokens: number = embedded.body?.usage?.total_tokens
      own.holds(`an embedding cost ${tokens}`, tokens > 0)
      await chargedExactly(own, own.atlas, { before, tokens })
      const session = (await own.atlas.post('/v1/sessions', {})).body.id
      own.ok('a session, at once', await own.atlas.get(`/v1/sessions/${session}`))

      await own.heal()
      const model = own.freshModel()
      await own.fault({ target: 'ai', mode: 'error', model })
      const refused = await own.atlas.post('/v1/chat/completions', { ...HELLO, model })
      await own.refused('a model without a fallback, once it is seen', refused, 503, 'ai_unavailable')
      await own.logged('the read', { message: 'flags read', target: 'flags/atlas', outcome: 'ok' })
      return 'old flags for the search, new ones for the completion after it'
    }),
  mutant: 'missing-flags-are-not-defaults',
}

const kvCorrupt: Drill = {
  id: 'D-13',
  failure: 'KV returns a malformed record',
  rows: ['kv/read-write-error'],
  injected: 'every read of KV for atlas returns truncated JSON',
  expected: 'the defaults apply, one log line names the record, the operator can read what is wrong with it',
  run: (stage) =>
    onFreshSystem(stage, async (own) => {
      await own.fault({ target: 'kv', mode: 'malformed', tenantId: 'atlas' })
      const requestId = await searchIsWhole(own)
      await own.logged('the record', {
        message: 'flag record is invalid',
        errorCode: 'flag_record_invalid',
        target: 'flags/atlas',
        tenantId: 'atlas',
        requestId,
      })
      const view = await own.system.admin.get(FLAGS)
      own.ok('what the operator reads', view)
      own.same('what is wrong', view.body?.problems, ['tenant: (root): must be a JSON object'])
      own.same('what holds', view.body?.flags, view.body?.layers?.defaults)
      await own.counted('flag_reads_total', { status: 'invalid' })
      return 'search 200 with the defaults, the record named'
    }),
  mutant: 'flag-record-read-leniently',
}

export const KV_DRILLS: readonly Drill[] = [kvDown, kvStumbles, kvSlow, kvStale, kvCorrupt]
