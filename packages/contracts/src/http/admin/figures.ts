import * as z from 'zod/mini'

import { PageRequest } from '../lists.ts'

const moment = z.iso.datetime()
/** US dollars as a decimal string; null as soon as the price of a part of it is unknown. */
const cost = z.nullable(z.string())

/** What lists show of a tenant besides its document, as its home object reported it last. */
export const TenantFigures = z.object({
  /** Active ones. */
  keys: z.int(),
  requestsToday: z.int(),
  tokensToday: z.int(),
  costToday: cost,
  costThisMonth: cost,
  /** When a key was used last, at most a minute old; left out: never. */
  lastSeenAt: z.exactOptional(moment),
  /** Of documents; left out while the tenant has none. */
  documents: z.exactOptional(z.int()),
  failedDocuments: z.exactOptional(z.int()),
})
export type TenantFigures = z.infer<typeof TenantFigures>

const BudgetName = z.enum(['tokensPerDay', 'tokensPerMonth', 'spendPerDay', 'spendPerMonth'])
/** Tokens, or US dollars as a decimal string. */
const amount = z.union([z.int(), z.string()])

/** Where one budget of a tenant stands. */
export const BudgetState = z.object({
  budget: BudgetName,
  limit: amount,
  used: amount,
  reserved: amount,
  /** Of the limit, used and reserved; 1 is an exhausted budget. */
  share: z.number(),
  resetsAt: moment,
  /** Each fraction that makes an event, and whether it has been crossed. */
  thresholds: z.array(z.object({ threshold: z.number(), crossed: z.boolean() })),
})

/** `GET /admin/v1/budgets`: tenants by their fullest budget, the fullest first. */
export const BudgetsPage = z.extend(PageRequest, {
  /** Only those with a budget that is filled at least so far. */
  min: z._default(z.coerce.number().check(z.gte(0), z.lte(10)), 0),
})
export const TenantBudgets = z.object({
  tenantId: z.string(),
  name: z.string(),
  /** When its home object reported it. */
  asOf: moment,
  budgets: z.array(BudgetState),
})
export type TenantBudgets = z.infer<typeof TenantBudgets>

const Sums = z.object({ requests: z.int(), tokens: z.int(), cost })

/** An alert of the deployment's monitoring. */
export const Alert = z.object({
  id: z.string(),
  name: z.string(),
  severity: z.exactOptional(z.string()),
  summary: z.exactOptional(z.string()),
  status: z.enum(['firing', 'resolved']),
  startedAt: moment,
  /** When it was heard of last. */
  seenAt: moment,
})
export type Alert = z.infer<typeof Alert>

const label = z.record(z.string().check(z.maxLength(128)), z.string().check(z.maxLength(4_096)))

const FIRST_MS = Date.parse('0000-01-01T00:00:00Z')
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z')

/** With any offset, but of a year that has four digits in UTC too. */
const instant = z.iso
  .datetime({ offset: true })
  .check(z.refine((text) => isShown(Date.parse(text)), 'must be of the years 0000 to 9999'))

function isShown(ms: number): boolean {
  return ms >= FIRST_MS && ms <= LAST_MS
}

/** `POST /admin/v1/alerts`: what Alertmanager sends to a webhook; other fields of it are ignored. */
export const ReportAlerts = z.looseObject({
  alerts: z
    .array(
      z.looseObject({
        status: z.enum(['firing', 'resolved']),
        labels: label,
        annotations: z.optional(label),
        startsAt: instant,
        fingerprint: z.optional(z.string().check(z.minLength(1), z.maxLength(128))),
      }),
    )
    .check(z.maxLength(500)),
})

/** How many alerts were taken, and how many of them nobody had heard of. */
export const ReportedAlerts = z.object({ firing: z.int(), resolved: z.int(), fresh: z.int() })

/** What the newest requests say of the traffic. */
export const Traffic = z.object({
  /** The span that was looked at. */
  seconds: z.int(),
  requests: z.int(),
  /** Answered with 5xx. */
  failed: z.int(),
  p50Ms: z.nullable(z.number()),
  p95Ms: z.nullable(z.number()),
})
export type Traffic = z.infer<typeof Traffic>

/** `GET /admin/v1/overview` */
export const Overview = z.object({
  at: moment,
  tenants: z.object({
    active: z.int(),
    suspended: z.int(),
    /** Differ from their files. */
    drifted: z.int(),
    /** Whose home object does not enforce their newest state yet. */
    pending: z.int(),
  }),
  /** Since midnight (UTC), as home objects have reported it. */
  today: Sums,
  /** Yesterday, until the same time. */
  yesterday: Sums,
  /** Every ten minutes of the last 24 hours; those without use are left out. */
  history: z.array(z.extend(Sums, { at: moment })),
  /** The tenants whose fullest budget is filled to 80 % at least, the fullest first. */
  nearLimit: z.array(TenantBudgets),
  alerts: z.array(Alert),
  webhooks: z.object({ enabled: z.int(), disabled: z.int(), failing: z.int() }),
  /** Left out while it cannot be asked for. */
  traffic: z.exactOptional(Traffic),
})
export type Overview = z.infer<typeof Overview>
