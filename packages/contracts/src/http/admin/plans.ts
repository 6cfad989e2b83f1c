import * as z from 'zod/mini'

import { Propagation } from './changes.ts'

const planName = z.string().check(z.regex(/^[a-z0-9-]{1,32}$/, 'must be 1-32 of a-z, 0-9 and -'))
/** Parts of a tenant's config, which is checked once a tenant has the plan. */
const part = z.record(z.string(), z.unknown())

const limits = {
  description: z.exactOptional(z.string().check(z.maxLength(200))),
  rateLimit: z.exactOptional(part),
  budget: z.exactOptional(part),
  alerts: z.exactOptional(part),
  sessions: z.exactOptional(part),
  rag: z.exactOptional(part),
}

/** `POST /admin/v1/plans`: what tenants of the plan have unless their own document says otherwise. */
export const CreatePlan = z.strictObject({ name: planName, ...limits })
/** `PUT /admin/v1/plans/:name` */
export const PutPlan = z.strictObject({ name: z.exactOptional(planName), ...limits })

export const PlanView = z.object({
  name: z.string(),
  ...limits,
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})

export const ChangedPlan = z.extend(PlanView, Propagation.shape)
