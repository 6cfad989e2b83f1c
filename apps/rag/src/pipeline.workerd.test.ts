import { beforeEach, expect, test } from 'vitest'

import { cloud, deliver, get, index, put, resetFakes, search, settle } from './testing/harness.ts'

beforeEach(resetFakes)

test('takes a document from queued over searchable to indexed', async () => {
  const { id, version, status } = await put('acme', {
    id: 'guide',
    text: '# Bulkheads\n\nA bulkhead keeps one flooded compartment from sinking the ship.',
    format: 'markdown',
  })

  expect({ id, version, status }).toEqual({ id: 'guide', version: 1, status: 'queued' })
  expect(await deliver('acme', [['guide', 1]])).toEqual(['ack'])
  expect(await get('acme', 'guide')).toMatchObject({ status: 'searchable', title: 'Bulkheads', chunks: 1 })
  await settle('acme')
  expect(await get('acme', 'guide')).toMatchObject({ status: 'indexed', title: 'Bulkheads', version: 1 })
  expect((await cloud('state')).vectors).toHaveLength(1)
})

test('finds by both sides and says why', async () => {
  await index('acme', { id: 'ship', text: 'A bulkhead keeps a flooded compartment from sinking the ship.' })
  await index('acme', { id: 'cake', text: 'Beat the eggs with sugar until the batter is pale.' })

  const { results, warnings } = await search('acme', { query: 'what keeps the ship from sinking?' })

  expect(warnings).toEqual([])
  expect(results[0]).toMatchObject({ documentId: 'ship', title: 'ship', chunkId: 'ship:1:0' })
  expect(results[0]?.scores.words).toBeGreaterThan(0)
  expect(results[0]?.scores.vector).toBeGreaterThan(0)
})
