import { Conversation } from '../../stage/conversation.ts'
import { documentIs, putText, textOf } from '../../stage/document-of.ts'
import { EURYALE } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import { pause } from '../../stage/pause.ts'
import { archivedOf } from './archive-of.ts'

const cannotStore: Drill = {
  id: 'D-33a',
  failure: 'R2 accepts no originals',
  rows: ['vectorize/indexing-fails'],
  injected: 'every put fails',
  expected: '503 storage_unavailable and no document; existing documents stay readable and searchable',
  run: async (stage) => {
    await stage.fault({ target: 'r2', mode: 'error', tenantId: 'atlas' })

    const refused = await putText(stage.atlas, 'unstored', 'Nobody took this.')
    await stage.refused('document', refused, 503, 'storage_unavailable')
    const requestId = refused.headers.get('x-request-id')
    const line = { message: 'original could not be stored', target: 'r2', tenantId: 'atlas', requestId }
    await stage.logged('what R2 did', line)
    stage.same('unstored', (await stage.atlas.get('/v1/documents/unstored')).status, 404)
    stage.ok('another document', await stage.atlas.get('/v1/documents/pilot'))
    stage.ok('search', await stage.atlas.post('/v1/search', { query: 'harbour pilot' }))
    return '503 storage_unavailable, no document; search 200'
  },
  mutant: 'failed-put-is-503',
}

const givesHalf: Drill = {
  id: 'D-33b',
  failure: 'R2 returns half of an original, then nothing',
  rows: ['vectorize/indexing-fails'],
  injected: 'the first read lacks its second half, the second one fails',
  expected: 'nothing of the half is kept; the document waits, with the reason, and is read completely later',
  run: async (stage) => {
    // Writing the original is the call that passes.
    await stage.fault({ target: 'r2', mode: 'malformed', tenantId: 'atlas', after: 1, count: 1 })
    const text = `${textOf(4)}\n\nThe very last word of all is ambergris.`
    const accepted = await putText(stage.atlas, 'halved', text)
    stage.ok('document', accepted, 202)

    const requestId = accepted.headers.get('x-request-id')
    const at = { message: 'original could not be read', target: 'r2', tenantId: 'atlas', requestId }
    await stage.logged('the half', at)
    await stage.fault({ target: 'r2', mode: 'error', tenantId: 'atlas', count: 1 })
    await documentIs(stage.atlas, 'halved', 'indexed')
    stage.same('failed reads', stage.lines(at).length, 2)
    const { results } = (await stage.atlas.post('/v1/search', { query: 'ambergris', mode: 'words' })).body
    stage.same('where the last word is found', results[0]?.documentId, 'halved')
    await stage.atlas.delete('/v1/documents/halved')
    return 'read again until whole; the last word is found'
  },
  mutant: 'original-length-checked',
}

const archiveIsAway: Drill = {
  id: 'D-33c',
  failure: 'R2 does not accept what a session has to archive',
  rows: ['object/storage-limit'],
  injected: 'every put of the archive fails',
  expected: 'no message is deleted before it is archived; once R2 is back, the session archives and deletes',
  run: async (stage) => {
    const talk = await Conversation.open(stage.client(EURYALE))
    await stage.fault({ target: 'r2', mode: 'error', tenantId: 'euryale' })
    for (let i = 1; i <= 3; i++) stage.ok(`turn ${i}`, await talk.send(`Entry ${i}`))

    await stage.logged('that it stays', { message: 'archive failed; messages stay', tenantId: 'euryale' })
    stage.same('messages while R2 is unavailable', (await talk.messages()).length, 6)
    await stage.heal()
    stage.ok('turn 4', await talk.send('Entry 4'))
    for (let i = 0; i < 50 && (await talk.messages()).length > 4; i++) await pause(100)
    const kept = (await talk.messages()).length
    const archived = archivedOf(stage.system.stateDir, talk.id).flat().length
    stage.same('messages kept and archived', [kept, archived], [4, 4])
    return '6 messages kept while R2 was unavailable; then 4 kept and 4 archived'
  },
  mutant: 'unarchived-messages-kept',
}

export const R2_DRILLS: readonly Drill[] = [cannotStore, givesHalf, archiveIsAway]
