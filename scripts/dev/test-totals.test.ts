import { expect, test } from 'vitest'

import { totalsOf } from './test-totals.ts'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((outcome) => ({ status: outcome })),
})

test('sums what passed and what failed', () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    testResults: [file('passed', 'passed'), file('failed', 'passed', 'failed')],
  }

  expect(totalsOf(report, 1)).toEqual({ passed: 2, failed: 1 })
})

test.each([
  ['did not load', file('failed')],
  ['could not be set up, so that its tests were skipped', file('failed', 'skipped', 'skipped')],
])('counts a file that %s as a failure', (_, broken) => {
  const report = { numPassedTests: 1, numFailedTests: 0, testResults: [file('passed', 'passed'), broken] }

  expect(totalsOf(report, 1)).toEqual({ passed: 1, failed: 1 })
})

test('never calls a run clean that ended badly, left no report or ran nothing', () => {
  const clean = { numPassedTests: 1, numFailedTests: 0, testResults: [file('passed', 'passed')] }

  expect(totalsOf(clean, 1)).toEqual({ passed: 1, failed: 1 })
  expect(totalsOf(undefined, 0)).toEqual({ passed: 0, failed: 1 })
  expect(totalsOf({ ...clean, numPassedTests: 0 }, 0)).toEqual({ passed: 0, failed: 1 })
  expect(totalsOf(clean, 0)).toEqual({ passed: 1, failed: 0 })
})
