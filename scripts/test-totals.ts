import * as z from 'zod/mini'

const Report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

export interface Totals {
  readonly passed: number
  readonly failed: number
}

/** Sums one vitest run. A file that did not load counts as a failure, and so does a run that ended badly without one. */
export function totalsOf(report: unknown, exitCode: number): Totals {
  const parsed = z.safeParse(Report, report)
  if (!parsed.success) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests, testResults } = parsed.data
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const failed = numFailedTests + broken.length
  const ranNothing = numPassedTests === 0
  return { passed: numPassedTests, failed: failed === 0 && (exitCode !== 0 || ranNothing) ? 1 : failed }
}
