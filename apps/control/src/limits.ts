import type { Patience } from '@bulkhead/calls/call'

/** Alertmanager repeats what fires at least every four hours: what it is silent about is over. */
export const ALERT_STALE_MS = 5 * 3_600_000
export const ALERTS_KEPT_MS = 40 * 86_400_000
/** Today and yesterday, and a day more. */
export const USAGE_BUCKETS_KEPT_MS = 3 * 86_400_000

/** A request's own work; a push or an erasure gets its time from this. */
export const ADMIN_TIMEOUT_MS = 30_000
/** Bodies of `tenants apply`: thousands of configs with their prompts. */
export const MAX_APPLY_BYTES = 25 * 1024 * 1024
export const MAX_IDEMPOTENCY_KEY_CHARS = 255
export const MAX_REASON_CHARS = 500
/** A token or a code and what JSON is around it. */
export const MAX_SIGN_IN_BYTES = 4_096
/** Results of requests with an Idempotency-Key. */
export const IDEMPOTENCY_KEPT_MS = 86_400_000
/** A secret whose reply was lost can be had again for so long. */
export const SEALED_KEPT_MS = 600_000

/** Failed sign-ins of one network are throttled for this long. */
export const FAILED_SIGN_IN_PERIOD_MS = 60_000
/** How old `lastUsedAt` of an operator may be. */
export const LAST_USED_STEP_MS = 60_000

/** A home object answers within this, or the change is pushed again later. */
export const PUSH_TIMEOUT_MS = 2_000
/** After a crash in the middle of a push it is made again this much later. */
export const PUSH_LEASE_MS = 2_500
/** A home object that is down is tried again at most this much later: a restart is noticed within 5 s. */
export const PUSH_RETRY_MAX_MS = 4_000
export const PUSHES_AT_ONCE = 8
/**
 * One invocation may call other Workers 32 times: what is left of that is for pushes that are sent twice. The
 * next alarm, which is due at once, goes on.
 */
export const PUSHES_PER_ALARM = 24
/** A request that touches more tenants than this leaves the rest to the alarm. */
export const PUSHES_PER_REQUEST = 24
/** Erasing a tenant's documents and conversations takes long; what is left is tried again. */
export const ERASE_TIMEOUT_MS = 25_000

export const DELIVERY_TIMEOUT_MS = 15_000
/** Longer than an attempt takes. */
export const DELIVERY_LEASE_MS = 20_000
/** That one alarm starts, and those of one webhook under way after which it is busy. */
export const DELIVERIES_AT_ONCE = 10
/** Standard Webhooks: the wait before each further attempt. */
export const DELIVERY_DELAYS_MS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map(
  (seconds) => seconds * 1_000,
)
export const DELIVERIES_KEPT_MS = 30 * 86_400_000
/** A receiver that rejects the body says so in a line. */
export const DELIVERY_ERROR_MAX_CHARS = 200

/** `key.expiring` is sent this long before a key expires. */
export const EXPIRY_NOTICE_MS = 7 * 86_400_000
export const EXPIRIES_PER_ALARM = 100
/** Longer than any budget's window. */
export const THRESHOLDS_KEPT_MS = 40 * 86_400_000
export const PORTAL_LINK_MS = 900_000
/** Long enough to paste it into a browser. */
export const SIGN_IN_LINK_MS = 300_000
/** A day's work; a forgotten screen signs out sooner. */
export const OPERATOR_SESSION_MS = 12 * 3_600_000
export const OPERATOR_SESSION_IDLE_MS = 3_600_000
export const PORTAL_SESSION_MS = 24 * 3_600_000
/** The key that a console's page speaks the public API with. */
export const CONSOLE_KEY_MS = 600_000
/** Console keys of one tenant at the same time. */
export const MAX_CONSOLE_KEYS = 50
export const CONSOLE_KEYS_PER_ALARM = 100

/** How long a grant of `/mcp` lasts, and the key that it is: the client asks for consent again then. */
export const GRANT_MS = 30 * 86_400_000
export const ACCESS_TOKEN_SECONDS = 3_600
/** A client that registered and does not come back is forgotten. */
export const CLIENT_SECONDS = 90 * 86_400
/** A registration or a request for a token: names and addresses. */
export const MAX_OAUTH_BYTES = 16_384

/** Changes that a tenant's own keys may make of its keys in such a time. */
export const OWN_KEY_CHANGES = 60
export const OWN_KEY_CHANGES_MS = 60_000
/** Active keys of one tenant: its home object holds them all in memory. */
export const MAX_KEYS_PER_TENANT = 10_000
/** Clocks of the day before have stopped everywhere. */
export const BACKUP_AFTER_MIDNIGHT_MS = 300_000
export const BACKUP_RETRY_MS = 600_000

/** An alarm that failed is due again after this. */
export const ALARM_RETRY_MS = 5_000
/** KV takes one write a second for a key. */
export const FLAG_STORE: Patience = { timeoutMs: 8_000, attempts: 3, backoffMs: 1_000, retryOn: () => true }
