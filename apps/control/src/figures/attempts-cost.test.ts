import { expect, test } from 'vitest'

import { attemptUsesOf } from './attempt-uses.ts'
import { attemptsCost } from './attempts-cost.ts'

const models = new Map()
const version = (effectiveMs: number, prompt: string) => ({
  version: effectiveMs,
  models: { large: { prompt, cachedPrompt: '0.1', completion: '10' } },
  effectiveMs,
  createdMs: 0,
  createdBy: 'test',
})
const rows = [version(1_000, '1'), version(Date.parse('2026-11-29T00:00:00Z'), '2')]
const line = (more: object) => ({
  message: 'ai attempt',
  timestamp: '2026-11-28T12:00:00.000Z',
  model: 'large',
  outcome: 'ok',
  promptTokens: 1_000,
  completionTokens: 100,
  ...more,
})
const costOf = (lines: readonly object[]) => attemptsCost(attemptUsesOf(lines)?.uses ?? [], rows, models)

test('an attempt costs what its time says, with what came from the cache', () => {
  expect(costOf([line({})])).toBe('0.002')
  expect(costOf([line({ timestamp: '2026-11-29T12:00:00.000Z' })])).toBe('0.003')
  expect(costOf([line({ cachedPromptTokens: 1_000 })])).toBe('0.0011')
  expect(costOf([line({}), line({ outcome: 'unavailable', completionTokens: 0 })])).toBe('0.003')
})

test('an unknown price is no price', () => {
  expect(costOf([line({}), line({ model: 'other' })])).toBeNull()
})

test('lines that are no attempts are not looked at', () => {
  expect(attemptUsesOf([{ message: 'request', promptTokens: 5 }, 'text', null])).toBeUndefined()
  const { uses } = attemptUsesOf([line({ promptTokens: undefined, outcome: 'timeout' })]) ?? {}
  expect(uses).toEqual([])
})

test('what nobody or we ourselves have counted is said', () => {
  expect(attemptUsesOf([line({ isEstimated: true })])).toMatchObject({
    isEstimated: true,
    isUncounted: false,
  })
  expect(attemptUsesOf([line({ promptTokens: undefined })])).toMatchObject({ isUncounted: true })
})
