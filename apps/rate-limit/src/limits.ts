import type { Patience } from '@bulkhead/calls/call'
import { isAmbiguous } from '@bulkhead/calls/transient'

/**
 * A reservation not settled by then counts as spent at its estimate. Longer than the longest answer (10 min)
 * plus its settlement.
 */
export const RESERVATION_TTL_MS = 15 * 60_000
/**
 * Idempotent repeats live 24 h, and so must the memory of what was settled; the rest is for settlements that
 * come late.
 */
export const CLOSED_KEPT_MS = 48 * 3_600_000
/** A whole month for the month's budget, and the one before it for whoever reads the bill. */
export const USAGE_KEPT_DAYS = 62
export const USAGE_LISTED_DAYS = 31

/**
 * After this long without an admission, memory is written to storage, so that an idle eviction forgets
 * nothing.
 */
export const QUIET_MS = 200
/**
 * While answers are still being written, memory is stored only after this long: most of them end before, and
 * what an eviction would forget is covered. An idle object is not evicted sooner than after 10 s.
 */
export const OPEN_QUIET_MS = 5_000
/**
 * No two alarms closer than this: expiring a reservation some seconds late only holds tokens longer and never
 * grants any.
 */
export const ALARM_SPACING_MS = 60_000
/** More than any model takes in one request: a provider that reports more is not believed. */
export const MAX_SETTLED_TOKENS = 100_000_000
/** Rows that one row of storage may stand for, about 100 bytes each, before they are written one by one. */
export const MAX_PAGE_ROWS = 64
/** Whoever asks less often is written down to the token, and needs nothing written later. */
export const RARE_MS = 1_000
/** How many rows one alarm deletes or expires before it lets requests through again. */
export const SWEEP_ROWS = 5_000
/** When one alarm could not take them all: five thousand rows a second is more than a tenant can leave. */
export const SWEEP_AGAIN_MS = 1_000

/** Nobody sends a batch of settlements again after this; attempts end after 20 s. */
export const BATCH_KEPT_MS = 60_000
/**
 * How far a batch may come behind later ones of its sender: fifty a second where a budget is near its end, for
 * longer than a batch is tried.
 */
export const MAX_BATCHES_APART = 2_048
/** Settlements are wanted at once when a budget holds fewer than so many requests like the one admitted. */
export const NEAR_END_REQUESTS = 16
export const NEAR_END_SETTLE_MS = 20

/**
 * A lease is measured by what its key has asked for in the last one or two of these: requests of one client come in
 * waves, as far apart as its answers take.
 */
export const PACE_WINDOW_MS = 1_500
/** A key that has just begun is taken to have asked for so long. */
export const PACE_BEGIN_MS = 500
export const MAX_PACED_KEYS = 1_024
/** Whoever asks less often than this is served one request at a time. */
export const LEASE_FROM_PER_SECOND = 16
/** A holder may use it for so long, counted from its own asking… */
export const LEASE_MS = 600
/** …and its giver takes it for used up so much later, since clocks show the time of the last event. */
const LEASE_SLACK_MS = 200
/** No lease is in use for longer than this after it was given: revocations wait for it. */
export const LEASE_OVER_MS = LEASE_MS + LEASE_SLACK_MS
/** A stored meter stands still for so long while anything is leased… */
export const LEASE_COVER_MS = 2_500
/** …and a lease must end so long before it moves, since the next host's clock may be ahead. */
export const LEASE_SKEW_MS = 500
export const MAX_LEASE_PERMITS = 256
/** A smaller one is not worth its calls. */
export const MIN_LEASE_PERMITS = 4
/** Of what is left of any limit, the most that one lease holds. */
export const LEASE_RATIO = 0.01
/** Of the burst, the most that all leases hold together. */
export const LEASED_RATIO = 0.25
/** Of a ceiling's block, so that a lease is covered and writes nothing. */
export const LEASE_BLOCK_RATIO = 0.125

/** Bounds the memory of the home object (about 200 bytes each). */
export const MAX_OPEN_RESERVATIONS = 50_000
/**
 * How many open reservations one quiet moment writes; the next one goes on. More at once would block the next
 * request.
 */
export const MAX_FLUSHED_RESERVATIONS = 1_000
/**
 * Per-key meters beyond this are swept on the next admission; one that has drained says nothing a new one
 * would not.
 */
export const MAX_KEY_METERS = 1_024

/**
 * How far a budget's ceiling is put ahead of the truth, as a share of what is left. Releases may double it,
 * so a crash withholds at most 1 %.
 */
export const COVER_RATIO = 0.005
/**
 * A ceiling that covers fewer reservations than this saves too few writes for what it blurs: each is written
 * instead.
 */
export const MIN_COVERED_RESERVATIONS = 4

/** Slower tenants write every admission (at most ten a second) and are exact across any crash. */
export const EXACT_INTERVAL_MS = 100
/**
 * How far a fast tenant's request meter may be stored ahead of the truth, in requests and as a share of the
 * burst.
 */
export const METER_BLOCK_REQUESTS = 10
export const METER_BLOCK_RATIO = 0.01
/**
 * Smaller steps back are hosts that disagree; a larger one is a clock that was corrected, and is believed.
 */
export const CLOCK_STEP_MS = 60_000

/** Open reservations end within seconds as a rule; nobody knows which. */
export const IN_FLIGHT_RETRY_MS = 1_000
export const UNAVAILABLE_RETRY_MS = 1_000
/** A change of the record is enforced within this, or its sender tries again. */
export const PUT_TIMEOUT_MS = 5_000
/** The Registry is asked for a record that is missing; an admission waits for it, so no longer than this. */
export const PULL_TIMEOUT_MS = 1_500
/** When keys were last used reaches the Registry this often, from a tenant that is busy. */
export const USES_EVERY_MS = 30_000
/** What came so soon after a report, if nothing comes after it, reaches the Registry this late. */
export const USES_TAIL_MS = 300_000
/** Sums over a month of rows of every key: what they cost reaches the Registry this late. */
export const KEY_COSTS_EVERY_MS = 300_000
export const KEY_COST_DAYS = 30
/** Rows of one page of an export. */
export const USAGE_PAGE_ROWS = 1_000
/** Rows of all pages in one answer, about: some megabytes of the 32 MiB that a message may have. */
export const USAGE_ANSWER_ROWS = 20_000
/** Home objects that are asked at the same time for an export. */
export const USAGE_AT_ONCE = 8
/** A caller of admission waits this long in all, then treats it as down. */
export const CALL_TIMEOUT_MS = 2_000

export const PATIENCE = {
  /**
   * Tokens are idempotent by reservation id, so a call that may have run is repeated; at worst it costs a
   * second request. Overload is not.
   */
  home: { timeoutMs: CALL_TIMEOUT_MS, attempts: 2, backoffMs: 50, retryOn: isAmbiguous },
} as const satisfies Record<string, Patience>

/** A shard with a smaller burst refuses while its neighbours have room; fewer shards are used instead. */
export const MIN_SHARD_BURST = 10
