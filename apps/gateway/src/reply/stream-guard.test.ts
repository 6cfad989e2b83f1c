import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { EventFollower } from './stream-guard.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

const END = 'event: message.end\n'

function follow(chunks: readonly Uint8Array[]) {
  const follower = new EventFollower(END)
  const out = chunks.map((chunk) => follower.push(chunk).slice())
  return { out, follower }
}

function cut(bytes: Uint8Array, points: readonly number[]): Uint8Array[] {
  const at = [...new Set(points.map((p) => p % bytes.byteLength))].sort((a, b) => a - b)
  return [0, ...at].map((from, i) => bytes.slice(from, at[i] ?? bytes.byteLength))
}

const COMPLETE = encode(
  'id: 1\nevent: delta\ndata: {"text":"naïve ✓"}\n\nid: 2\nevent: message.end\ndata: {"content":"naïve ✓"}\n\n',
)

describe('EventFollower', () => {
  test('passes every byte on and sees the end, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 8 }), (points) => {
        const { out, follower } = follow(cut(COMPLETE, points))

        expect(out.map(decode).join('')).toBe(decode(COMPLETE))
        expect(follower.ended).toBe(true)
      }),
    )
  })

  test('lets only whole events out', () => {
    const { out, follower } = follow([encode('id: 1\nevent: delta\nda'), encode('ta: {}\n\nid: 2')])

    expect(out.map(decode)).toEqual(['', 'id: 1\nevent: delta\ndata: {}\n\n'])
    expect(follower.ended).toBe(false)
  })

  test('takes a stream cut inside its last event for cut', () => {
    const { follower } = follow([encode('event: message.end\ndata: {"con')])

    expect(follower.ended).toBe(false)
  })

  test('is not fooled by marks inside a payload', () => {
    const text = JSON.stringify({ text: '\nevent: message.end\ndata: ' })
    const event = encode(`event: delta\ndata: ${text}\n\n`)

    expect(follow([event]).follower.ended).toBe(false)
  })
})
