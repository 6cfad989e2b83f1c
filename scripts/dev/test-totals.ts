import * as z from 'zod/mini'

const Report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
})

export interface Totals {
  readonly passed: number
  readonly failed: number
}

/**
 * Sums one vitest run. A file that failed without a failed test did not load or could not be set up: it counts as one
 * failure, and so does a run that ended badly for no reason given.
 */
export function totalsOf(report: unknown, exitCode: number): Totals {
  const parsed = z.safeParse(Report, report)
  if (!parsed.success) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests, testResults } = parsed.data
  const broken = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  )
  const failed = numFailedTests + broken.length
  const endedBadly = exitCode !== 0 || numPassedTests === 0
  return { passed: numPassedTests, failed: failed === 0 && endedBadly ? 1 : failed }
}
