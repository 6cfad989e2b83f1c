import { expect, test } from 'vitest'

import { passedOn } from './passed-on.ts'

test('says the same, without the disposer', async () => {
  const received = Object.defineProperty({ ok: true, value: 1 }, Symbol.dispose, { value: () => undefined })

  const passed = await passedOn(Promise.resolve(received))

  expect(passed).toEqual({ ok: true, value: 1 })
  expect(Symbol.dispose in passed).toBe(false)
})
