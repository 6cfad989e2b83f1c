import { Conversation } from '../../stage/conversation.ts'
import { documentIs, putText } from '../../stage/document-of.ts'
import { EURYALE } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import { archivedOf } from './archive-of.ts'

const ERASE = '/admin/v1/tenants/euryale/data'

const cutErasure: Drill = {
  id: 'D-18b',
  failure: 'The erasure of a tenant is interrupted, and its alarm fails once',
  rows: ['object/exception'],
  injected: 'a ChatSession is reset after it was emptied; the Corpus is reset in its erasing alarm',
  expected:
    '503; a repeat erases what is left, the session included, and another finds nothing: every count is 0; the budget is not refilled',
  simulated: 'a reset by ctx.abort() replaces a crash of the machine',
  run: async (stage) => {
    const euryale = stage.client(EURYALE)
    const talk = await Conversation.open(euryale)
    for (const content of ['One', 'Two', 'Three']) stage.ok(`turn ${content}`, await talk.send(content))
    await putText(euryale, 'will', 'The will of the captain, sealed.')
    await documentIs(euryale, 'will', 'indexed')
    const reset = { mode: 'cut', tenantId: 'euryale', count: 1 }
    await stage.fault({ target: 'storage:ChatSession', method: 'destroy', ...reset })
    await stage.fault({ target: 'storage:Corpus', method: 'alarm', ...reset })

    const cut = await stage.system.admin.delete(ERASE)
    await stage.refused('erasure', cut, 503, 'storage_unavailable')
    const repeated = await stage.system.admin.delete(ERASE)
    stage.ok('erasure again', repeated)
    stage.holds(`sessions of the second run: ${repeated.body?.sessions}`, repeated.body?.sessions >= 1)
    const { documents, sessions, messages } = (await stage.system.admin.delete(ERASE)).body ?? {}
    stage.same('the third run', { documents, sessions, messages }, { documents: 0, sessions: 0, messages: 0 })
    stage.same('the document', (await euryale.get('/v1/documents/will')).status, 404)
    stage.same('the session', (await talk.list()).status, 404)
    stage.same('objects in the archive', archivedOf(stage.system.stateDir, talk.id).length, 0)
    await stage.counted('worker_invocations_total', { entrypoint: 'Corpus', outcome: 'exception' })
    const { used } = (await euryale.get('/v1/usage')).body.limits.tokensPerDay
    stage.holds('the budget was refilled', used > 0)
    return `503, then ${repeated.body?.sessions} session found again, then nothing left; ${used} tokens still spent`
  },
  mutant: 'session-forgotten-after-emptying',
}

export const ERASURE_DRILLS: readonly Drill[] = [cutErasure]
