import type { Canary } from '../config/deploy-config.ts'
import { medianMs, type Figures } from './version-figures.ts'

/** A difference below this is noise. */
const NOISE_MS = 5
/** A new version that fails as often as the old one has not made it worse; so much more is allowed. */
const ERRORS_RATIO = 1.5

export interface Compared {
  readonly before: Figures
  readonly after: Figures
}

/** Why the new version must not get more traffic; undefined when nothing speaks against it. */
export function judge(
  { before, after }: Compared,
  { maxErrorShare, maxLatencyRatio }: Pick<Canary, 'maxErrorShare' | 'maxLatencyRatio'>,
): string | undefined {
  if (after.requests === 0) return 'the new version has answered nothing that /metrics would know of'
  const share = after.errors / after.requests
  const allowed = Math.max(maxErrorShare, (ERRORS_RATIO * before.errors) / Math.max(1, before.requests))
  if (share > allowed) return `${percent(share)} of its answers are 5xx (${percent(allowed)} are allowed)`
  const [oldMs, newMs] = [medianMs(before), medianMs(after)]
  if (oldMs === undefined || newMs === undefined) return undefined
  const isSlow = newMs > oldMs * maxLatencyRatio && newMs - oldMs > NOISE_MS
  return isSlow
    ? `its median latency is ${newMs.toFixed(0)} ms, that of the old one ${oldMs.toFixed(0)} ms`
    : undefined
}

/** What a version was let through by. */
export function inWords({ before, after }: Compared): string {
  if (before.requests === 0)
    return `${wordsFor(after)}; the old version counted none, so nothing was compared`
  return `${wordsFor(after)}; the old version: ${wordsFor(before)}`
}

function wordsFor(figures: Figures): string {
  const { requests, errors } = figures
  const ms = medianMs(figures)
  const latency = ms === undefined ? '' : `, median ${ms.toFixed(0)} ms`
  return `${requests} answers, ${percent(errors / Math.max(1, requests))} 5xx${latency}`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
