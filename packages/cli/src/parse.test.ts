import { expect, test } from 'vitest'

import { assignment, commaList, patchOf, seconds } from './parse.ts'

test('fields are set by their paths, as a merge patch', () => {
  const set = ['budget.spendPerMonth=5.00', 'rateLimit.burst=20', 'plan=null', 'hostnames=["a.example"]']
  const assigned = set.reduce<Record<string, unknown>>((before, text) => assignment(text, before), {})

  expect(patchOf(assigned)).toEqual({
    budget: { spendPerMonth: '5.00' },
    rateLimit: { burst: 20 },
    plan: null,
    hostnames: ['a.example'],
  })
})

test('money needs no cents', () => {
  expect(assignment('budget.spendPerMonth=8')).toEqual({ 'budget.spendPerMonth': '8' })
  expect(assignment('spendPerDay=1')).toEqual({ spendPerDay: '1' })
  expect(assignment('budget.spendPerDay=null')).toEqual({ 'budget.spendPerDay': null })
})

test('two fields of one part do not replace each other', () => {
  expect(patchOf({ 'budget.tokensPerDay': 1, 'budget.tokensPerMonth': 2 })).toEqual({
    budget: { tokensPerDay: 1, tokensPerMonth: 2 },
  })
})

test.each([
  ['0', 0],
  ['90', 90],
  ['15m', 900],
  ['24h', 86_400],
  ['7d', 604_800],
])('%s is %i seconds', (text, expected) => {
  expect(seconds(text)).toBe(expected)
})

test('a time or a field that is none is refused', () => {
  expect(() => seconds('soon')).toThrow('must be a time')
  expect(() => assignment('=5')).toThrow('name=value')
})

test('a list is split at its commas', () => {
  expect(commaList('chat, search,')).toEqual(['chat', 'search'])
})
