import { expect, test } from 'vitest'

import { totalsOf } from './test-totals.ts'

const file = (status: string, tests: number) => ({
  status,
  assertionResults: Array.from({ length: tests }, () => ({})),
})

test('sums what passed and what failed', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 2,
    testResults: [file('passed', 5), file('failed', 4)],
  }

  expect(totalsOf(report, 1)).toEqual({ passed: 7, failed: 2 })
})

test('counts a file that did not load as a failure', () => {
  const report = { numPassedTests: 5, numFailedTests: 0, testResults: [file('passed', 5), file('failed', 0)] }

  expect(totalsOf(report, 1)).toEqual({ passed: 5, failed: 1 })
})

test('never calls a run clean that ended badly, left no report or ran nothing', () => {
  const clean = { numPassedTests: 5, numFailedTests: 0, testResults: [file('passed', 5)] }

  expect(totalsOf(clean, 1)).toEqual({ passed: 5, failed: 1 })
  expect(totalsOf(undefined, 0)).toEqual({ passed: 0, failed: 1 })
  expect(totalsOf({ ...clean, numPassedTests: 0 }, 0)).toEqual({ passed: 0, failed: 1 })
  expect(totalsOf(clean, 0)).toEqual({ passed: 5, failed: 0 })
})
