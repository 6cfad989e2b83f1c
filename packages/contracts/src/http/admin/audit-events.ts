import * as z from 'zod/mini'

import { PageRequest } from '../lists.ts'
import { Change } from './changes.ts'

const text = z.optional(z.string().check(z.minLength(1), z.maxLength(100)))

const DAY_MS = 86_400_000
/** A moment, or a UTC day. */
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()])
const isDay = (text: string) => text.length === 10

/** `GET /admin/v1/audit-events`, newest first; from a moment or day on, to before a moment or the end of a day. */
export const AuditPage = z.extend(PageRequest, {
  actor: text,
  action: text,
  target: text,
  from: z.optional(moment),
  to: z.optional(moment),
})
export type AuditPage = z.infer<typeof AuditPage>

/** The span that a page asks for, in epoch milliseconds. */
export function auditSpan({ from, to }: Pick<AuditPage, 'from' | 'to'>): {
  readonly fromMs: number | undefined
  readonly beforeMs: number | undefined
} {
  return {
    fromMs: from === undefined ? undefined : Date.parse(from),
    beforeMs: to === undefined ? undefined : Date.parse(to) + (isDay(to) ? DAY_MS : 0),
  }
}

export const AuditEvent = z.object({
  id: z.string(),
  occurredAt: z.iso.datetime(),
  action: z.string(),
  actor: z.object({
    type: z.enum(['bootstrap', 'operator', 'portal', 'key', 'system']),
    id: z.string(),
    name: z.string(),
  }),
  targets: z.array(z.object({ type: z.string(), id: z.string() })),
  context: z.object({
    ip: z.exactOptional(z.string()),
    userAgent: z.exactOptional(z.string()),
    requestId: z.exactOptional(z.string()),
  }),
  changes: z.array(Change),
  reason: z.exactOptional(z.string()),
  /** Of the event before it; 64 zeros for the first one. */
  prevHash: z.string(),
  /** SHA-256 over `prevHash` and everything else of this event. */
  hash: z.string(),
})
export type AuditEvent = z.infer<typeof AuditEvent>

/** `GET /admin/v1/audit-events/verify` */
export const AuditVerdict = z.object({
  valid: z.boolean(),
  events: z.int(),
  /** Of the last event: keep it elsewhere, and a chain written anew is noticed. */
  hash: z.string(),
  /** The first event that does not follow from the one before it. */
  brokenAt: z.exactOptional(z.string()),
})
