import * as z from 'zod/mini'

import { FlagOverrides } from './flags.ts'
import { isIpRange } from './ip-range.ts'

/** What a key may do. */
export const SCOPES = [
  'chat',
  'search',
  'documents:read',
  'documents:write',
  'usage:read',
  'keys:write',
] as const
export const Scope = z.enum(SCOPES)
export type Scope = z.infer<typeof Scope>

/** Where the platform can be made to keep Durable Objects and R2 buckets. */
export const JURISDICTIONS = ['eu', 'us', 'fedramp'] as const

const count = () => z.int().check(z.gte(1))
const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max))
const hostname = z
  .string()
  .check(
    z.regex(
      /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
      'must be a lower-case hostname without port',
    ),
  )
const origin = z
  .string()
  .check(z.regex(/^https?:\/\/[^/\s]+$/, 'must be an origin: scheme, host and port, no path'))
const modelId = text(128)

const dollars = z
  .string()
  .check(
    z.regex(
      /^(?!0+(\.0+)?$)\d{1,6}(\.\d{1,6})?$/,
      'must be US dollars above 0 as a decimal string, such as "5.00"',
    ),
  )

const budgets = {
  tokensPerDay: z.exactOptional(count()),
  tokensPerMonth: z.exactOptional(count()),
  spendPerDay: z.exactOptional(dollars),
  spendPerMonth: z.exactOptional(dollars),
}

/** What a key alone may use, within the tenant's own limits. */
export const KeyLimits = z
  .strictObject({
    requestsPerMinute: z.exactOptional(count()),
    burst: z.exactOptional(count()),
    ...budgets,
  })
  .check(
    z.refine((limits) => (limits.requestsPerMinute === undefined) === (limits.burst === undefined), {
      path: ['burst'],
      error: 'must be given together with requestsPerMinute, and only with it',
    }),
  )
export type KeyLimits = z.infer<typeof KeyLimits>

/** An address or a range of addresses. */
const IpRange = z
  .string()
  .check(z.maxLength(49), z.refine(isIpRange, 'must be an IP address or a range such as 192.0.2.0/24'))

export const ApiKeyRecord = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9]{12}$/, 'must be the 12 characters after the tenant in the key')),
  /** SHA-256 of the whole key, hex. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits')),
  scopes: z.array(Scope).check(z.minLength(1)),
  expiresAt: z.optional(z.iso.datetime()),
  notBefore: z.exactOptional(z.iso.datetime()),
  models: z.exactOptional(z.array(modelId).check(z.minLength(1))),
  limits: z.exactOptional(KeyLimits),
  allowedIps: z.exactOptional(z.array(IpRange).check(z.minLength(1), z.maxLength(100))),
})
export type ApiKeyRecord = z.infer<typeof ApiKeyRecord>

const RequestLimit = z.strictObject({ requestsPerMinute: count(), burst: count() })

const MAX_TOTAL_MS = 600_000

const Timeouts = z.strictObject({
  /** Models that think take minutes; what is longer than `totalMs` is cut by it. */
  firstTokenMs: count().check(z.lte(MAX_TOTAL_MS)),
  idleMs: count().check(z.lte(60_000)),
  totalMs: count().check(z.lte(MAX_TOTAL_MS)),
})

const ChatConfig = z.strictObject({
  model: modelId,
  /** Tried in order when the model fails before its first token. */
  fallbackModels: z._default(z.array(modelId), []),
  /** Besides `model`, what a request may name. */
  allowedModels: z._default(z.array(modelId), []),
  systemPrompt: z.optional(text(32_000)),
  maxOutputTokens: z._default(count(), 1_024),
  timeouts: z._default(Timeouts, { firstTokenMs: 15_000, idleMs: 15_000, totalMs: 120_000 }),
})

const RateLimitConfig = z.strictObject({
  requestsPerMinute: count(),
  burst: count(),
  /** A second limit for each key alone. */
  perKey: z.optional(RequestLimit),
  /** Over how many objects a hot tenant's request limit is spread. */
  shards: z._default(count().check(z.lte(64)), 1),
})

const BudgetConfig = z
  .strictObject(budgets)
  .check(
    z.refine((budget) => Object.keys(budget).length > 0, 'must hold at least one budget of tokens or money'),
  )

const DEFAULT_THRESHOLDS = [0.5, 0.8, 1]

const AlertsConfig = z.strictObject({
  /** Fractions of a budget; crossing one makes an event. */
  thresholds: z._default(
    z.array(z.number().check(z.gt(0), z.lte(1))).check(z.maxLength(10)),
    DEFAULT_THRESHOLDS,
  ),
})

/** 1 GiB. */
const DEFAULT_SESSION_BYTES = 1_024 ** 3

const SessionsConfig = z.strictObject({
  maxMessages: z._default(count(), 1_000),
  retentionDays: z._default(count(), 30),
  archive: z._default(z.boolean(), false),
  /** Of all sessions together: titles, metadata and messages, those of failed answers too. */
  maxBytes: z._default(count(), DEFAULT_SESSION_BYTES),
})

/** 10 GiB. */
const DEFAULT_DOCUMENT_BYTES = 10 * 1_024 ** 3

const RagConfig = z
  .strictObject({
    enabled: z._default(z.boolean(), true),
    topK: z._default(count().check(z.lte(50)), 8),
    chunkTokens: z._default(count().check(z.gte(50), z.lte(1_000)), 250),
    overlapTokens: z._default(z.int().check(z.gte(0)), 30),
    maxDocuments: z._default(count(), 10_000),
    /** Of all originals together, replaced versions too until they are deleted. */
    maxBytes: z._default(count(), DEFAULT_DOCUMENT_BYTES),
    /** Whether searches and answers are reranked unless a request says otherwise. */
    rerank: z._default(z.boolean(), false),
    /** Whether a question that leans on its conversation is rewritten for search; left out: yes. */
    rewrite: z.exactOptional(z.boolean()),
  })
  .check(
    z.refine((rag) => rag.overlapTokens * 2 <= rag.chunkTokens, {
      path: ['overlapTokens'],
      error: 'must be at most half of chunkTokens',
    }),
  )

/** `tenants/<id>/tenant.config.json`. Unknown keys are errors. */
export const TenantConfig = z.strictObject({
  $schema: z.optional(z.string()),
  id: z.string().check(z.regex(/^[a-z0-9-]{1,32}$/, 'must be 1-32 of a-z, 0-9 and -')),
  name: text(100),
  /** Demo tenants have local keys only and are left out of production builds. */
  demo: z.optional(z.boolean()),
  status: z.enum(['active', 'suspended']),
  /** Production tenants are kept warm. */
  tier: z.enum(['production', 'standard']),
  hostnames: z._default(z.array(hostname), []),
  apiKeys: z._default(z.array(ApiKeyRecord), []),
  cors: z._default(z.strictObject({ origins: z._default(z.array(origin), []) }), { origins: [] }),
  /** The plan whose limits these override. */
  plan: z.exactOptional(z.string().check(z.regex(/^[a-z0-9-]{1,32}$/, 'must be 1-32 of a-z, 0-9 and -'))),
  /** Where everything that is stored for the tenant must stay: refused by a deployment that keeps it elsewhere. */
  jurisdiction: z.exactOptional(z.enum(JURISDICTIONS)),
  chat: ChatConfig,
  rateLimit: RateLimitConfig,
  budget: BudgetConfig,
  alerts: z._default(AlertsConfig, { thresholds: DEFAULT_THRESHOLDS }),
  sessions: z._default(SessionsConfig, {
    maxMessages: 1_000,
    retentionDays: 30,
    archive: false,
    maxBytes: DEFAULT_SESSION_BYTES,
  }),
  rag: z._default(RagConfig, {
    enabled: true,
    topK: 8,
    chunkTokens: 250,
    overlapTokens: 30,
    maxDocuments: 10_000,
    maxBytes: DEFAULT_DOCUMENT_BYTES,
    rerank: false,
  }),
  /** Where the tenant differs from the defaults; the flag store overrides it. */
  flags: z._default(FlagOverrides, {}),
})
export type TenantConfig = z.infer<typeof TenantConfig>
