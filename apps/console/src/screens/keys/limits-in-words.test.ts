import { expect, test } from 'vitest'

import { scopesInWords } from './limits-in-words.ts'

test('says scopes in few words', () => {
  expect(scopesInWords(['chat', 'search', 'documents:read', 'documents:write', 'usage:read'])).toBe(
    'chat, search, documents, usage',
  )
  expect(scopesInWords(['documents:read', 'keys:write'])).toBe('documents (read), keys')
})
