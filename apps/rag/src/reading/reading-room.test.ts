import { expect, test } from 'vitest'

import { DIRECT_READ_BYTES, READ_AT_ONCE_BYTES } from '../limits.ts'
import { ReadingRoom } from './reading-room.ts'

test('a small document does not wait while the largest is read, and a second large one does', async () => {
  const room = new ReadingRoom()
  const largest = Promise.withResolvers<string>()
  const first = room.through(READ_AT_ONCE_BYTES, () => largest.promise)
  const read: string[] = []
  const second = room.through(READ_AT_ONCE_BYTES, async () => read.push('large'))

  expect(room.hasRoomFor(DIRECT_READ_BYTES)).toBe(true)
  await room.through(DIRECT_READ_BYTES, async () => read.push('small'))
  expect(read).toEqual(['small'])

  largest.resolve('done')
  await Promise.all([first, second])
  expect(read).toEqual(['small', 'large'])
})

test('small ones together take no more than their own room', () => {
  const room = new ReadingRoom()
  for (let many = 0; many < 9; many += 1) void room.through(DIRECT_READ_BYTES, () => new Promise(() => {}))

  expect(room.hasRoomFor(1)).toBe(false)
})
