import { expect, test } from 'vitest'

import { embed } from './embed.ts'

const ENCODER = { embed: async (texts: readonly string[]) => texts.map(() => [3, 4]) }
const BROKEN = {
  embed: async () => {
    throw new Error('Network connection lost.')
  },
}

test.each(['sentences', 'hashed'])('%s: as wide as the model, and of length one', async (encoder) => {
  const [vector] = await embed(['copper paint'], { ENCODER, LOCAL_EMBEDDINGS: encoder })

  expect(vector).toHaveLength(1_024)
  expect(Math.hypot(...vector!)).toBeCloseTo(1, 5)
})

test('without its encoder a model is unavailable, which callers try again', async () => {
  await expect(embed(['copper paint'], { ENCODER: BROKEN })).rejects.toMatchObject({
    name: 'AiError',
    status: 503,
  })
})

test('hashed embeddings need no encoder', async () => {
  await expect(embed(['paint'], { ENCODER: BROKEN, LOCAL_EMBEDDINGS: 'hashed' })).resolves.toHaveLength(1)
})
