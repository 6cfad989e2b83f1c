import type { TenantConfig } from '@bulkhead/tenant-schema/tenant-config'

export type RetentionRule = Pick<TenantConfig['sessions'], 'maxMessages' | 'retentionDays' | 'archive'>

export const DAY_MS = 24 * 60 * 60 * 1_000

/** What the rule looks at: ended messages, oldest first. */
export interface Retained {
  readonly seq: number
  readonly endedMs: number
}

export interface Verdict {
  /** Messages up to and with this one go; 0 for none. */
  readonly cutoffSeq: number
  /** When the rule must be asked again, epoch ms. */
  readonly nextMs: number | undefined
}

/**
 * Which messages are too many or too old. `heldSeq` and everything behind it stays: it belongs to an answer
 * that is running, or whose Idempotency-Key may still be repeated.
 */
export function retentionVerdict(
  rule: RetentionRule,
  messages: readonly Retained[],
  nowMs: number,
  heldSeq: number = Number.POSITIVE_INFINITY,
): Verdict {
  const expiredBeforeMs = nowMs - rule.retentionDays * DAY_MS
  const excess = messages.length - rule.maxMessages
  let cutoffSeq = 0
  for (const [index, { seq, endedMs }] of messages.entries()) {
    if (seq >= heldSeq) break
    if (index >= excess && endedMs > expiredBeforeMs) {
      return { cutoffSeq, nextMs: endedMs + rule.retentionDays * DAY_MS }
    }
    cutoffSeq = seq
  }
  return { cutoffSeq, nextMs: undefined }
}
