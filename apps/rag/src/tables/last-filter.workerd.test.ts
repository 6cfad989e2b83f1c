import { runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'

import { corpusStub } from '../testing/harness.ts'
import { LastFilter } from './last-filter.ts'

const FILTER = { kind: 'rare' }

/** What was looked up, while a test asks and writes. The versions that meet any filter have 1,500 chunks. */
function lookedUp(name: string, run: (last: LastFilter, sql: SqlStorage) => void): Promise<number[]> {
  return runInDurableObject(corpusStub(name), (_, { storage }) => {
    const asked: number[] = []
    const meeting = (_filter: object, chunksMax: number) => {
      asked.push(chunksMax)
      return chunksMax < 1_500 ? null : [{ key: 1, vectorPrefix: 'v', chunks: 1_500 }]
    }
    run(new LastFilter(storage.sql, { meeting }), storage.sql)
    return asked
  })
}

test('what the last filter met is known, and so is that it is too much for whoever asks for less', async () => {
  const asked = await lookedUp('known', (last) => {
    expect(last.meeting(FILTER, 2_000)).toHaveLength(1)
    expect(last.meeting({ ...FILTER }, 2_000)).toHaveLength(1)
    expect(last.meeting(FILTER, 1_000)).toBeNull()
  })

  expect(asked).toEqual([2_000])
})

test('another filter, and more than was looked for, is looked up', async () => {
  const asked = await lookedUp('unknown', (last) => {
    expect(last.meeting(FILTER, 1_000)).toBeNull()
    expect(last.meeting(FILTER, 2_000)).toHaveLength(1)
    expect(last.meeting({ kind: 'other' }, 2_000)).toHaveLength(1)
  })

  expect(asked).toEqual([1_000, 2_000, 2_000])
})

test.each([
  ['insert', `INSERT INTO document (id, newest, live, created_ms) VALUES ('a', 1, 1, 0)`],
  ['update', 'UPDATE document SET live = 2'],
  ['delete', 'DELETE FROM document'],
])('after an %s it is looked up anew', async (name, write) => {
  const asked = await lookedUp(`after-${name}`, (last, sql) => {
    sql.exec(`INSERT INTO document (id, newest, live, created_ms) VALUES ('first', 1, 1, 0)`)
    last.meeting(FILTER, 2_000)
    sql.exec(write)
    last.meeting(FILTER, 2_000)
    last.meeting(FILTER, 2_000)
  })

  expect(asked).toEqual([2_000, 2_000])
})
