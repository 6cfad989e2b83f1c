import * as z from 'zod/mini'

/** One field that differs; `null` where it is absent on that side. */
export const Change = z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })
export type Change = z.infer<typeof Change>

/** The answer to `?dryRun=true`: what would be, and what would change. Nothing was written. */
export const DryRun = z.object({ resource: z.unknown(), changes: z.array(Change) })

/** Beside a resource whose change has to reach a tenant's home object. */
export const Propagation = z.object({
  /** Since when no request is decided by the old state. */
  enforcedAt: z.exactOptional(z.iso.datetime()),
  /** The home object could not be reached yet; it is tried again until it can. */
  propagation: z.exactOptional(z.literal('pending')),
})

/** What is left of a resource that is gone. */
export const Removed = z.object({ id: z.string(), status: z.literal('removed') })
export const RemovedPlan = z.object({ name: z.string(), status: z.literal('removed') })

/** `?dryRun=true` of every route that writes. */
export const DryRunQuery = z.object({ dryRun: z.optional(z.enum(['true', 'false'])) })
