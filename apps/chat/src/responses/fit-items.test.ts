import type { InputItem } from '@bulkhead/contracts/http/responses/response-input'
import { expect, test } from 'vitest'

import { fitItems } from './fit-items.ts'

const MODELS = ['@cf/meta/llama-3.3-70b-instruct-fp8-fast']
const message = (role: 'user' | 'assistant', content: string): InputItem => ({
  type: 'message',
  role,
  content,
})
const turns = (count: number, text: string) =>
  Array.from({ length: count }, (_, at) => [
    message('user', `${at} ${text}`),
    message('assistant', text),
  ]).flat()

test('what fits stays whole', () => {
  const items = turns(3, 'A halyard.')

  expect(fitItems(items, 10_000, MODELS)).toBe(items)
})

test('the newest turns that fit are kept, from a message of the user on, and no more are left out than must be', () => {
  const items = turns(20, 'Rinse the halyards with fresh water after every voyage.')

  const kept = fitItems(items, 300, MODELS)

  expect(kept.length).toBeGreaterThan(2)
  expect(kept.length).toBeLessThan(items.length)
  expect(kept).toEqual(items.slice(-kept.length))
  expect(kept[0]).toMatchObject({ role: 'user' })
  expect(fitItems(items.slice(-kept.length - 2), 300, MODELS)).toHaveLength(kept.length)
})

test('the last message of the user stays, whatever it takes', () => {
  expect(fitItems(turns(5, 'ballast '.repeat(1_000)), 10, MODELS)).toHaveLength(2)
})

test('a conversation of a megabyte costs no more than some looks at it', () => {
  const items = turns(5_000, 'ballast '.repeat(12))
  const startMs = performance.now()

  const kept = fitItems(items, 1_000, MODELS)

  expect(kept.length).toBeLessThan(items.length)
  // Looking at each turn takes minutes.
  expect(performance.now() - startMs).toBeLessThan(10_000)
})
