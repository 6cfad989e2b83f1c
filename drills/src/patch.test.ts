import { expect, test } from 'vitest'

import { patchedText } from './patch.ts'

const TEXT = 'if (isForeign) refuse()\nserve()\n'

test('replaces what it finds, and takes the replacement literally', () => {
  const text = patchedText(TEXT, { file: 'a.ts', find: 'if (isForeign) refuse()', replace: '`$&`' })

  expect(text).toBe('`$&`\nserve()\n')
})

test('says so when what it replaces has gone', () => {
  const patch = { file: 'a.ts', find: 'if (foreign)', replace: '' }

  expect(() => patchedText(TEXT, patch)).toThrow(
    'a.ts: what the patch replaces is no longer there: if (foreign)',
  )
})

test('never guesses which of two places is meant', () => {
  expect(() => patchedText(TEXT, { file: 'a.ts', find: 'e()', replace: '' })).toThrow('is there 2 times')
})
