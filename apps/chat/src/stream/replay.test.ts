import { formatEvent } from '@bulkhead/contracts/http/stream-events'
import { expect, test } from 'vitest'

import { deltaTextOf, missedEvents, splitEvents } from './replay.ts'

const delta = (id: number, text: string) => formatEvent(id, 'delta', { text })
const EVENTS = [delta(1, 'a\n\nb'), delta(2, 'c'), 'id: 3\nevent: message.end\ndata: {}\n\n']

test('a logged run of events comes apart into its events', () => {
  expect(splitEvents(EVENTS.join(''))).toEqual(EVENTS)
  expect(splitEvents('')).toEqual([''])
})

test.each([
  [0, EVENTS],
  [2, EVENTS.slice(2)],
  [3, ['id: 4\nevent: message.end\ndata: {}\n\n']],
])('after event %i come the events that were missed, and always the end', (lastEventId, expected) => {
  expect(missedEvents(EVENTS, lastEventId)).toEqual(expected)
})

test('who saw events that were lost before they were logged gets the end under a later id', () => {
  expect(missedEvents(EVENTS, 7)).toEqual(['id: 8\nevent: message.end\ndata: {}\n\n'])
})

test('who has seen the end of a response gets it again, with what stands behind it', () => {
  const events = [
    'event: response.created\ndata: {}\n\n',
    'event: response.completed\ndata: {}\n\n',
    'data: [DONE]\n\n',
  ]

  for (const seen of [2, 3, 9_999]) expect(missedEvents(events, seen)).toEqual(events.slice(1))
  expect(missedEvents(events, 1)).toEqual(events.slice(1))
})

test('the text of a log is the text of its deltas', () => {
  expect(deltaTextOf(EVENTS)).toBe('a\n\nbc')
})
