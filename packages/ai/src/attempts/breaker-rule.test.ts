import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { verdictOn, WINDOW_MS, type Outcome } from './breaker-rule.ts'

const NOW_MS = 1_000_000

/** `a:5x` = five failures of tenant a, `a:5o` = five successes. */
function outcomesOf(text: string, atMs = NOW_MS): Outcome[] {
  return text.split(' ').flatMap((piece) => {
    const [, tenantId = '', count = '', end] = /^(\w):(\d+)([xo])$/.exec(piece) ?? []
    return Array.from({ length: Number(count) }, () => ({ atMs, tenantId, failed: end === 'x' }))
  })
}

test.each([
  ['a poisoned request, three times', 'a:3x', 'nobody'],
  ['one tenant alone', 'a:5x', 'tenant'],
  ['one tenant beside others that succeed', 'a:50x b:2o c:1o', 'tenant'],
  ['one tenant that mostly succeeds', 'a:5x a:6o', 'nobody'],
  ['two tenants', 'a:5x b:5x', 'tenant'],
  ['three tenants', 'a:2x b:2x c:1x', 'everybody'],
  ['three tenants among many that succeed', 'a:5x b:5x c:5x d:1o e:1o f:1o g:1o', 'tenant'],
  ['three tenants of six', 'a:5x b:5x c:5x d:1o e:1o f:1o', 'everybody'],
  ['three that mostly succeed', 'a:1x b:1x c:1x a:2o b:2o c:2o', 'nobody'],
  ['fewer requests than make a rate', 'a:1x b:1x c:2x', 'nobody'],
  ['another tenant alone', 'b:9x', 'nobody'],
] as const)('%s', (_, text, verdict) => {
  expect(verdictOn(outcomesOf(text), 'a', NOW_MS)).toBe(verdict)
})

test('what is older than the window says nothing', () => {
  const old = outcomesOf('a:9x b:9x c:9x', NOW_MS - WINDOW_MS)

  expect(verdictOn(old, 'a', NOW_MS)).toBe('nobody')
  expect(verdictOn([...old, ...outcomesOf('a:5o')], 'a', NOW_MS)).toBe('nobody')
})

test('whatever one or two tenants do, nobody else is kept from the model', () => {
  const outcome = fc.record({
    atMs: fc.constant(NOW_MS),
    tenantId: fc.constantFrom('a', 'b'),
    failed: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(outcome, { maxLength: 300 }), fc.nat(20), (mischief, successes) => {
      const all = [...mischief, ...outcomesOf(`n:${successes}o`)]
      expect(verdictOn(all, 'n', NOW_MS)).toBe('nobody')
      expect(verdictOn(all, 'a', NOW_MS)).not.toBe('everybody')
    }),
  )
})

test('when every request of three tenants fails, it is the model', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 5, maxLength: 50 }), (tenants) => {
      const all = ['a', 'b', 'c', ...tenants].map((tenantId) => ({ atMs: NOW_MS, tenantId, failed: true }))
      expect(verdictOn(all, 'a', NOW_MS)).toBe('everybody')
    }),
  )
})
