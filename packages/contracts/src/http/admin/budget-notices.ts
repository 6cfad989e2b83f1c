import * as z from 'zod/mini'

import { PageRequest } from '../lists.ts'

/** `GET /admin/v1/budget-notices`, newest first. */
export const BudgetNoticesPage = z.extend(PageRequest, {
  tenant: z.optional(z.string().check(z.minLength(1), z.maxLength(32))),
})

/** A threshold that a budget has crossed, as the webhooks were told. */
export const BudgetNotice = z.object({
  id: z.string(),
  type: z.enum(['budget.threshold', 'budget.exhausted']),
  tenantId: z.string(),
  /** Left out: the tenant's own budget. */
  keyId: z.exactOptional(z.string()),
  budget: z.enum(['tokensPerDay', 'tokensPerMonth', 'spendPerDay', 'spendPerMonth']),
  /** As a fraction of the limit. */
  threshold: z.number(),
  /** Tokens, or US dollars as a decimal string. */
  limit: z.union([z.int(), z.string()]),
  used: z.union([z.int(), z.string()]),
  windowStart: z.string(),
  resetsAt: z.string(),
  occurredAt: z.iso.datetime(),
})
export type BudgetNotice = z.infer<typeof BudgetNotice>
