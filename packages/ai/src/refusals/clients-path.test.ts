import { expect, test } from 'vitest'

import { clientsPath } from './clients-path.ts'

test.each([
  ['messages[2].content[0].text', 1, false, 'messages[1].content[0].text'],
  ['messages[2].role', 0, false, 'messages[2].role'],
  ['messages[0].role', 1, false, 'messages'],
  ['messages[2].role', 1, true, 'messages'],
  ['messages', 1, false, 'messages'],
  ['tools[0].function', 1, true, 'tools[0].function'],
])('%s, with %i of ours, moved: %s, is %s to the client', (path, own, isMoved, told) => {
  expect(clientsPath(path, own, isMoved)).toBe(told)
})
