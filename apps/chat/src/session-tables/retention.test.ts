import { expect, test } from 'vitest'

import { retentionVerdict } from './retention.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
const NOW = 100 * DAY_MS
const RULE = { maxMessages: 4, retentionDays: 30, archive: false }
const ages = (...days: number[]) =>
  days.map((age, index) => ({ seq: index + 1, endedMs: NOW - age * DAY_MS }))

test.each([
  ['none while all are few and young', ages(3, 2, 1), 0, NOW + 27 * DAY_MS],
  ['the oldest beyond the number', ages(5, 5, 4, 3, 2, 1), 2, NOW + 26 * DAY_MS],
  ['those past their days', ages(31, 30, 29, 1), 2, NOW + DAY_MS],
  ['all when all are too old', ages(50, 40), 2, undefined],
  ['none of none', [], 0, undefined],
])('%s', (_name, messages, cutoffSeq, nextMs) => {
  expect(retentionVerdict(RULE, messages, NOW)).toEqual({ cutoffSeq, nextMs })
})

test('what is held stays, however old', () => {
  expect(retentionVerdict(RULE, ages(50, 50, 50, 50), NOW, 3).cutoffSeq).toBe(2)
})
