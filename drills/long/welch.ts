import { mean } from '@bulkhead/bench/figures/statistics'

/** How far apart two sets of samples are, in standard errors of their difference. Assumes nothing of their spread. */
export function welchT(a: readonly number[], b: readonly number[]): number {
  return (mean(a) - mean(b)) / Math.sqrt(variance(a) / a.length + variance(b) / b.length)
}

/** Unbiased. */
export function variance(samples: readonly number[]): number {
  const middle = mean(samples)
  return samples.reduce((sum, sample) => sum + (sample - middle) ** 2, 0) / (samples.length - 1)
}

/** How many standard errors a difference must be so that a run of `pairs` passes `limit` in 95 of 100 runs. */
const CERTAIN_IN_95 = 1.645

/** The smallest difference that a run can be trusted to see: what lies below may hide in the noise. */
export function smallestVisible(samples: readonly number[], limit: number): number {
  return (limit + CERTAIN_IN_95) * Math.sqrt((2 * variance(samples)) / samples.length)
}
