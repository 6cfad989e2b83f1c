import { runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'

import { RANKED_ROWS_MAX } from '../limits.ts'
import { corpusStub } from '../testing/harness.ts'
import { filterClause } from './filter-clause.ts'
import { WordsIndex } from './words-index.ts'

/** A live document (or, without `isLive`, what is left of a replaced one) with one chunk for each text. */
function addDocument(
  sql: SqlStorage,
  id: string,
  texts: readonly string[],
  { isLive = true, metadata = {} }: { isLive?: boolean; metadata?: object } = {},
): number {
  const { key } = sql
    .exec<{ key: number }>(
      `INSERT INTO version (document_id, number, format, bytes, metadata, content_hash, object_key, vector_prefix, chunk_tokens,
         overlap_tokens, status, stage, chunks, request_id, traceparent, updated_ms)
       VALUES (?1, 1, 'text', 1, ?2, '', '', ?1, 60, 0, 'indexed', 'done', ?3, '', '', 0) RETURNING key`,
      id,
      JSON.stringify(metadata),
      texts.length,
    )
    .one()
  if (isLive)
    sql.exec('INSERT INTO document (id, newest, live, created_ms) VALUES (?, ?, ?, 0)', id, key, key)
  for (const [ordinal, text] of texts.entries()) {
    const { rowid } = sql
      .exec<{ rowid: number }>(
        'INSERT INTO chunk (version_key, ordinal, start, stop, text) VALUES (?, ?, 0, 0, ?) RETURNING id AS rowid',
        key,
        ordinal,
        text,
      )
      .one()
    sql.exec(`INSERT INTO words (rowid, title, heading, body) VALUES (?, '', '', ?)`, rowid, text)
  }
  return key
}

/** Every chunk ranked, which is what the index saves. */
function rankedInFull(sql: SqlStorage, terms: readonly string[]) {
  return sql
    .exec<{ chunk: number; score: number }>(
      'SELECT rowid AS chunk, -bm25(words, 2.0, 1.5, 1.0, 0.5) AS score FROM words WHERE words MATCH ? ORDER BY score DESC',
      terms.map((term) => `"${term}"`).join(' OR '),
    )
    .toArray()
}

/**
 * 5,000 chunks: `sea` is in nearly all, `mast` in half, `keel` in a third, `bilge` in 250, `sextant` in 30,
 * `oakum` in one.
 */
function text(at: number): string {
  const words = [at % 50 === 0 ? 'land' : 'sea', ...Array.from({ length: at % 7 }, () => 'wave')]
  if (at % 2 === 0) words.push('mast', ...(at % 6 === 0 ? ['mast'] : []))
  if (at % 3 === 0) words.push('keel')
  if (at % 20 === 0) words.push('bilge')
  if (at % 166 === 0) words.push('sextant')
  if (at === 4_000) words.push('oakum')
  return words.join(' ')
}

const inCorpus = <T>(name: string, run: (sql: SqlStorage) => T) =>
  runInDurableObject(corpusStub(name), (_, state) => run(state.storage.sql))

test('in a large corpus the best chunks have the scores that they have when every chunk is ranked', async () => {
  const queries = [
    ['bilge', 'sea', 'mast'],
    ['sextant', 'bilge', 'keel'],
    ['oakum', 'keel'],
    ['keel', 'mast'],
    ['sea'],
    ['oakum'],
    ['nowhere', 'sea', 'land'],
  ]

  await inCorpus('large', (sql) => {
    addDocument(
      sql,
      'log',
      Array.from({ length: 5_000 }, (_, at) => text(at)),
    )
    for (const terms of queries) {
      const expected = rankedInFull(sql, terms)
      const scoreOf = new Map(expected.map(({ chunk, score }) => [chunk, score]))
      const hits = new WordsIndex(sql).search(terms)

      expect(hits).toHaveLength(Math.min(100, expected.length))
      for (const [at, { chunk, score }] of hits.entries()) {
        expect(score).toBeCloseTo(expected[at]!.score, 9)
        expect(score).toBeCloseTo(scoreOf.get(chunk)!, 9)
      }
    }
  })
})

test('what is left of a replaced version hides nothing, however much it is', async () => {
  const hits = await inCorpus('replaced', (sql) => {
    addDocument(
      sql,
      'old',
      Array.from({ length: 1_500 }, () => 'bilge pump'),
      { isLive: false },
    )
    addDocument(sql, 'new', ['bilge pump among very many other words about the whole of a ship'])
    return new WordsIndex(sql).search(['bilge', 'pump'])
  })

  expect(hits.map(({ documentId }) => documentId)).toEqual(['new'])
})

test('a filter that most chunks fail hides nothing', async () => {
  const hits = await inCorpus('filtered', (sql) => {
    addDocument(
      sql,
      'common',
      Array.from({ length: 3_000 }, (_, at) => (at < 2_000 ? 'bilge pump' : 'pump')),
      {
        metadata: { kind: 'common' },
      },
    )
    const key = addDocument(sql, 'rare', ['a pump among very many other words about a ship'], {
      metadata: { kind: 'rare' },
    })
    const words = new WordsIndex(sql)
    const clause = filterClause({ kind: 'rare' }, 'v.metadata', 3)
    return [words.search(['bilge', 'pump'], { clause }), words.search(['bilge', 'pump'], { versions: [key] })]
  })

  for (const found of hits) expect(found.map(({ documentId }) => documentId)).toEqual(['rare'])
  expect(hits[0]![0]!.score).toBeCloseTo(hits[1]![0]!.score, 9)
})

/**
 * A live document of very many chunks, in one statement. `sea` is in all of them, `bilge` in every second,
 * `oakum` in three; the first says least besides.
 */
function addOcean(sql: SqlStorage, id: string, chunks: number, metadata: object): void {
  const key = addDocument(sql, id, [], { metadata })
  sql.exec(
    `WITH RECURSIVE n(at) AS (SELECT 0 UNION ALL SELECT at + 1 FROM n WHERE at < ?2 - 1)
     INSERT INTO chunk (version_key, ordinal, start, stop, text)
     SELECT ?1, at, 0, 0, 'sea' || iif(at = 0, '', ' wave foam') || iif(at % 2, ' bilge', '') || iif(at < 3, ' oakum', '') FROM n`,
    key,
    chunks,
  )
  sql.exec(
    `INSERT INTO words (rowid, title, heading, body) SELECT id, '', '', text FROM chunk WHERE version_key = ?`,
    key,
  )
}

test('words that stand nearly everywhere do not have everything ranked, and hide nothing', async () => {
  const found = await inCorpus('ocean', (sql) => {
    addOcean(sql, 'old', 500, { kind: 'old' })
    addOcean(sql, 'new', RANKED_ROWS_MAX + 8_000, { kind: 'new' })
    const words = new WordsIndex(sql)
    const kind = (value: string) => ({ clause: filterClause({ kind: value }, 'v.metadata', 3) })
    return {
      withRare: words.search(['oakum', 'sea']),
      frequent: words.search(['sea']),
      old: words.search(['sea'], kind('old')),
      nowhere: words.search(['sea'], kind('other')),
    }
  })

  expect(found.withRare).toHaveLength(6)
  expect(found.frequent).toHaveLength(100)
  expect(new Set(found.frequent.map(({ documentId }) => documentId))).toEqual(new Set(['new']))
  expect(Math.min(...found.frequent.map(({ chunk }) => chunk))).toBeGreaterThan(8_500)
  expect(found.old).toHaveLength(100)
  expect(new Set(found.old.map(({ documentId }) => documentId))).toEqual(new Set(['old']))
  expect(found.nowhere).toEqual([])
}, 30_000)

test('no words and no chunks are no hits', async () => {
  const hits = await inCorpus('none', (sql) => [
    new WordsIndex(sql).search([]),
    new WordsIndex(sql).search(['sea']),
  ])

  expect(hits).toEqual([[], []])
})

test('says how much of the query the best chunks hold, however few chunks there are', async () => {
  const coverages = await inCorpus('coverage', (sql) => {
    addDocument(sql, 'log', ['bilge pump', 'pump of the mast', 'keel'])
    const words = new WordsIndex(sql)
    const of = (...terms: string[]) => words.search(terms).map(({ coverage }) => coverage)
    return { all: of('bilge', 'pumping|pump'), some: of('pump', 'sextant'), one: of('keel') }
  })

  expect(coverages.all[0]).toBe(1)
  expect(coverages.all[1]).toBeLessThan(0.5)
  expect(coverages.some).toEqual([expect.closeTo(0.33, 1), expect.closeTo(0.33, 1)])
  expect(coverages.one).toEqual([1])
})
