import * as z from 'zod/mini'

import { PageRequest } from '../lists.ts'
import { Change } from './changes.ts'

const text = z.optional(z.string().check(z.minLength(1), z.maxLength(100)))

/** `GET /admin/v1/audit-events`, newest first. */
export const AuditPage = z.extend(PageRequest, {
  actor: text,
  action: text,
  target: text,
  from: z.optional(z.iso.datetime()),
  to: z.optional(z.iso.datetime()),
})
export type AuditPage = z.infer<typeof AuditPage>

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
