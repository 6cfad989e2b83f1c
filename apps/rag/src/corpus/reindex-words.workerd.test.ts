import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { beforeEach, expect, test } from 'vitest'

import { alter, corpusStub, eventually, index, resetFakes, search } from '../testing/harness.ts'

beforeEach(resetFakes)

const LINES = Array.from(
  { length: 260 },
  (_, at) => `# Entry ${at}\n\nThe keel of ship number ${at} is sound.`,
)

const found = async (tenant: string, query: string) =>
  (await search(tenant, { query, mode: 'words' })).results.length

/** As another version of the analyzer left it: `keel` is a token that this one never writes. */
const asAnotherVersion = (tenant: string) =>
  alter(
    tenant,
    `DELETE FROM words; INSERT INTO words (rowid, title, heading, body, parts) SELECT id, '', '', 'former keel', '' FROM chunk;
     UPDATE settings SET words_version = -1, words_next = -1, words_chunk = 0`,
  )

test('a corpus of another analyzer moves in slices, and is searchable all the while', async () => {
  await index('analyzed', { id: 'log', text: LINES.join('\n\n'), format: 'markdown' })
  expect(await found('analyzed', 'ship 259')).toBeGreaterThan(0)

  await asAnotherVersion('analyzed')
  expect(await found('analyzed', 'former keel')).toBeGreaterThan(0)

  await evictDurableObject(corpusStub('analyzed'))
  await eventually('analyzed', async () => {
    expect(await found('analyzed', 'keel')).toBeGreaterThan(0)
    expect(await found('analyzed', 'former')).toBe(0)
  })
  expect(await found('analyzed', 'ship 259')).toBeGreaterThan(0)
  const settings = await runInDurableObject(corpusStub('analyzed'), (_, { storage }) =>
    storage.sql.exec('SELECT words_version = words_next AS isDone, words_chunk FROM settings').one(),
  )
  expect(settings).toEqual({ isDone: 1, words_chunk: 0 })
})
