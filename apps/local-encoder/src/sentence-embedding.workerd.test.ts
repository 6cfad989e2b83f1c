import { expect, test } from 'vitest'

import { embedSentences } from './sentence-embedding.ts'
import { liveTensors } from './sentence-model.ts'

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0)
const cosine = (a: readonly number[], b: readonly number[]): number =>
  dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
const PASSAGE = 'The harbour master records every ship that enters the bay before sunset. '

test('puts texts about one thing nearer than texts about two', async () => {
  const [rice, cooking, stocks] = await embedSentences([
    'How do I cook rice?',
    'A recipe for steaming rice in a pot',
    'The stock market fell today',
  ])

  expect(cosine(rice!, cooking!)).toBeGreaterThan(0.5)
  expect(cosine(rice!, stocks!)).toBeLessThan(0.3)
})

test('a text has one embedding, alone or among others', async () => {
  const [alone] = await embedSentences(['How do I cook rice?'])
  const [, among] = await embedSentences([PASSAGE.repeat(9), 'How do I cook rice?', 'Stocks'])

  expect(cosine(alone!, among!)).toBeCloseTo(1, 5)
})

test('the same call gives the same numbers', async () => {
  expect(await embedSentences([PASSAGE])).toEqual(await embedSentences([PASSAGE]))
})

test('a text longer than a window is embedded as a whole', async () => {
  const [short, long] = await embedSentences([PASSAGE, PASSAGE.repeat(40)])

  expect(cosine(short!, long!)).toBeGreaterThan(0.7)
})

test.each(['', '   ', '☃☃☃'])('a text without words (%j) is no reason to fail', async (text) => {
  const [vector] = await embedSentences([text])

  expect(vector!.every(Number.isFinite)).toBe(true)
})

test('twenty calls leave no tensor behind', async () => {
  await embedSentences([PASSAGE])
  const before = liveTensors()

  for (let call = 0; call < 20; call++) await embedSentences([`${PASSAGE}${call}`, 'another text'])

  expect(liveTensors()).toBe(before)
})
