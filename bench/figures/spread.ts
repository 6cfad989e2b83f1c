import { median, quantile } from './statistics.ts'

/** The median, and between which values half of the samples lie. */
export function spreadOf(samples: readonly number[], digits: number): string {
  const known = samples.filter(Number.isFinite)
  if (known.length === 0) return '–'
  const [low, middle, high] = [quantile(known, 0.25), median(known), quantile(known, 0.75)]
  return `${middle.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`
}
