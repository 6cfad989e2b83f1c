import { expect, test } from 'vitest'

import { embed } from './embed.ts'
import { embedSentences } from './sentence-embedding.ts'
import { liveTensors } from './sentence-model.ts'

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0)
const PASSAGE = 'The harbour master records every ship that enters the bay before sunset. '

test('puts texts about one thing nearer than texts about two', async () => {
  const [rice, cooking, stocks] = await embedSentences([
    'How do I cook rice?',
    'A recipe for steaming rice in a pot',
    'The stock market fell today',
  ])

  expect(dot(rice!, cooking!)).toBeGreaterThan(0.5)
  expect(dot(rice!, stocks!)).toBeLessThan(0.3)
})

test('a text has one embedding, alone or among others, and of length one', async () => {
  const [alone] = await embedSentences(['How do I cook rice?'])
  const [, among] = await embedSentences([PASSAGE.repeat(9), 'How do I cook rice?', 'Stocks'])

  expect(dot(alone!, among!)).toBeCloseTo(1, 5)
  expect(dot(alone!, alone!)).toBeCloseTo(1, 5)
})

test('the same call gives the same numbers', async () => {
  expect(await embedSentences([PASSAGE])).toEqual(await embedSentences([PASSAGE]))
})

test('a text longer than a window is embedded as a whole', async () => {
  const [short, long] = await embedSentences([PASSAGE, PASSAGE.repeat(40)])

  expect(dot(short!, long!)).toBeGreaterThan(0.7)
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

test('is as wide as the model it stands for, whichever encoder', async () => {
  const [sentence] = await embed([PASSAGE], 'sentences')
  const [hashed] = await embed([PASSAGE], 'hashed')

  expect(sentence).toHaveLength(1_024)
  expect(hashed).toHaveLength(1_024)
})
