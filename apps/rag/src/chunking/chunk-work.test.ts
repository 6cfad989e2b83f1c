import { afterEach, expect, test } from 'vitest'

import { extractedOf } from '../testing/extracted-of.ts'
import { chunkDocument } from './chunk-document.ts'

// oxlint-disable typescript/unbound-method -- kept to be put back, and always called with the string they
// belong to
const { charCodeAt, slice } = String.prototype
const { segment } = Intl.Segmenter.prototype
// oxlint-enable typescript/unbound-method

const replace = (target: object, name: string, value: unknown) =>
  Object.defineProperty(target, name, { value, writable: true, configurable: true })
afterEach(() => {
  replace(String.prototype, 'charCodeAt', charCodeAt)
  replace(String.prototype, 'slice', slice)
  replace(Intl.Segmenter.prototype, 'segment', segment)
})

/**
 * How many characters are looked at, copied, or searched for the ends of sentences: what the time goes into,
 * on any machine.
 */
function countWork(run: () => void): number {
  let work = 0
  replace(String.prototype, 'charCodeAt', function (this: string, at: number) {
    work++
    return charCodeAt.call(this, at)
  })
  replace(String.prototype, 'slice', function (this: string, from?: number, to?: number) {
    const part = slice.call(this, from, to)
    work += part.length
    return part
  })
  replace(Intl.Segmenter.prototype, 'segment', function (this: Intl.Segmenter, text: string) {
    work += text.length
    return segment.call(this, text)
  })
  run()
  return work
}

/** Characters looked at per character of the text. */
const MOST_LOOKS = 12

test.each([
  ['prose', 'The hull keeps the water out. '],
  ['no spaces', 'x'],
  ['full stops', '. '],
  ['ideographs', '没有空格的文字'],
  ['emoji', '👩‍👩‍👧'],
  ['halves of surrogate pairs', '\ud800\udc00\ud800'],
  ['short paragraphs', 'a\n\n'],
  ['lines', 'a line\n'],
  ['numbers after full stops', '. 1 '],
  ['abbreviations', 'e.g. Dr. '],
  ['words without an end of sentence', 'word '],
])('the work on %s is linear in its length', (_, unit) => {
  const workOn = (length: number) => {
    const { text, blocks } = extractedOf(unit.repeat(Math.ceil(length / unit.length)))
    return countWork(() => chunkDocument(text, blocks, { chunkTokens: 250, overlapTokens: 30 }))
  }

  const some = workOn(20_000)
  const more = workOn(160_000)

  expect(some / 20_000).toBeLessThan(MOST_LOOKS)
  expect(more).toBeLessThan(some * 8 * 1.1)
})
