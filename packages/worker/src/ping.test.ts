import { expect, test } from 'vitest'

import { answerPing } from './ping.ts'

test('a Worker with all of its bindings is ready', async () => {
  await expect(answerPing({ CORPORA: {}, DOCUMENTS: {} }, ['CORPORA', 'DOCUMENTS'])).resolves.toBe('ok')
})

test('a Worker that was deployed without one says which', async () => {
  const env: { CORPORA: object; DOCUMENTS?: object } = { CORPORA: {} }

  await expect(answerPing(env, ['CORPORA', 'DOCUMENTS'])).rejects.toThrow('deployed without DOCUMENTS')
})
