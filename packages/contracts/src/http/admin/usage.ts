import * as z from 'zod/mini'

import { PageRequest } from '../lists.ts'

const day = z.iso.date()

const GROUPS = ['day', 'tenant', 'model', 'key'] as const
export type UsageGroup = (typeof GROUPS)[number]

/** `?groupBy=day,tenant`; each name once. */
const groupBy = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => [...new Set(text.split(','))]),
  ),
  z.array(z.enum(GROUPS)),
)

/** `GET /admin/v1/usage`: UTC days, both included. */
export const UsageQuery = z.object({
  from: z.optional(day),
  to: z.optional(day),
  groupBy: z.optional(groupBy),
  format: z._default(z.enum(['json', 'ndjson', 'csv', 'focus']), 'json'),
  tenant: z.optional(z.string().check(z.maxLength(32))),
  /** Of more tenants than that, those alone that have used most of late; left out: every tenant. */
  top: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(100))),
})
export type UsageQuery = z.infer<typeof UsageQuery>

/** One line of the export. What it is not grouped by is left out. */
export const UsageLine = z.object({
  date: z.exactOptional(z.string()),
  tenantId: z.exactOptional(z.string()),
  model: z.exactOptional(z.string()),
  keyId: z.exactOptional(z.string()),
  requests: z.int(),
  promptTokens: z.int(),
  cachedPromptTokens: z.int(),
  cacheWriteTokens: z.int(),
  completionTokens: z.int(),
  reasoningTokens: z.int(),
  totalTokens: z.int(),
  /** Of the total, those that no provider has reported: our own counts. */
  estimatedTokens: z.int(),
  /** US dollars as a decimal string; null as soon as the price of a part of it is unknown. */
  cost: z.nullable(z.string()),
})
export type UsageLine = z.infer<typeof UsageLine>

/** `GET /admin/v1/usage` as JSON. */
export const UsageExport = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  groupBy: z.array(z.enum(GROUPS)),
  /** With `top`: how many tenants were asked, and how many have used anything since `from`. */
  tenants: z.exactOptional(z.object({ asked: z.int(), known: z.int() })),
  data: z.array(UsageLine),
})

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
