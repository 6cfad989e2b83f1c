import { expect, test } from 'vitest'

import type { Document } from '../../records/documents.ts'
import { statesOf } from './states-of.ts'

const document = (status: Document['status'], updatedAt = '2026-11-29T12:00:00Z'): Document => ({
  id: `doc_${status}`,
  title: status,
  status,
  version: 1,
  format: 'text',
  bytes: 1,
  chunks: 1,
  metadata: {},
  createdAt: updatedAt,
  updatedAt,
})

test('counts states, and knows what waits longest', () => {
  const documents = [
    document('indexed'),
    document('queued', '2026-11-29T11:00:00Z'),
    document('processing', '2026-11-29T10:00:00Z'),
    document('indexed', '2026-11-01T00:00:00Z'),
  ]

  expect(statesOf(documents)).toMatchObject({ oldestWaiting: '2026-11-29T10:00:00Z' })
  expect(statesOf(documents).counts[0]).toEqual({ status: 'indexed', count: 2 })
})

test('nothing waits when all is done', () => {
  expect(statesOf([document('indexed')]).oldestWaiting).toBeUndefined()
})
