/**
 * Conversations: an image of 20 MiB as a data URL, which base64 makes longer, beside the JSON. What crosses
 * to chat stays under 32 MiB.
 */
export const MAX_CHAT_BYTES = 28 * 1024 * 1024
/** As many texts as may be embedded at once, with 4 kB for each. */
export const MAX_EMBEDDINGS_BYTES = 8 * 1024 * 1024
/** Raw files. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024
/** Forms of files: what the platform takes as a body. */
export const MAX_FORM_BYTES = 100 * 1024 * 1024
export const MAX_IDEMPOTENCY_KEY_CHARS = 255

/** Admission must be decided quickly; after this it counts as failed. */
export const ADMISSION_TIMEOUT_MS = 2_000
/** The rate of the `ADMISSION_FALLBACK` binding; a tenant whose own limit is lower is not let through it. */
export const FALLBACK_REQUESTS_PER_MINUTE = 60
/** Failed identifications of one IP are throttled for this long. */
export const FAILED_IDENTIFICATION_PERIOD_MS = 60_000
/** How many refusals an isolate remembers. */
export const MAX_REMEMBERED_REFUSALS = 10_000
/** Keys whose digests an isolate remembers, about 300 bytes each. */
export const MAX_REMEMBERED_DIGESTS = 1_000
/** How many keys an isolate holds leases for. */
export const MAX_LEASE_HOLDERS = 1_000
/** After no other lease was to be had, it is asked for again only after this. */
export const LEASE_REFUSED_MS = 250
/** Whoever was given a lease so lately is worth waiting for the next one with… */
export const LEASE_LATELY_MS = 3_000
/** …for so long; then the home object is asked about the request itself. */
export const LEASE_AWAITED_MS = 250
/** What is left of a lease whose time is over goes back within this, before its owner takes it for used up. */
export const LEASE_RETURN_MS = 20
/** A refusal is not remembered for longer, whenever its time is: limits change, and keys are revoked. */
export const REFUSAL_KEPT_MS = 5_000
/** How many tenants' configs an isolate remembers; one may hold a prompt of 32 kB. */
export const MAX_REMEMBERED_TENANTS = 500
/** The config may change while a request is being asked for, but not time and again. */
export const MAX_STALE_ANSWERS = 3

/** What calls without a key name is remembered for this long… */
export const HINT_KEPT_MS = 60_000
/** …for so many names… */
export const MAX_HINTS = 1_000
/** …each no longer than any hostname or origin can be, and so many asked at once. */
export const MAX_HINT_CHARS = 300
export const MAX_HINTS_ASKED = 20

/** Anything a caller waits for without a model. */
export const READ_TIMEOUT_MS = 15_000
/** A change of keys waits for the home object and for leases. */
export const CONTROL_TIMEOUT_MS = 15_000
/** A client of MCP that waits for announcements is let go after this, and comes again. */
export const MCP_LISTEN_MS = 60_000
/** What documents take up is left out of the usage after this. */
export const STORAGE_TIMEOUT_MS = 2_000
/** Thousands of texts take many calls to the model. */
export const EMBEDDINGS_TIMEOUT_MS = 90_000
/** An upload of the largest file over a slow line. */
export const UPLOAD_TIMEOUT_MS = 120_000
/** On top of a model's own total timeout: admission, retrieval, storing. */
export const AI_MARGIN_MS = 15_000
export const READY_TIMEOUT_MS = 2_000
export const READY_CACHE_MS = 5_000

/** A Worker that starts cold answers within this; the next run tries again if it does not. */
export const WARM_TIMEOUT_MS = 5_000
/** As many as one invocation of a Worker can load, and then some. */
export const WARM_TENANTS_MAX = 1_000
/** A run is over before the next one begins. */
export const WARM_RUN_MS = 50_000
/** Reserved at the end of a run for the report of a Worker that uses all of its time. */
export const WARM_MARGIN_MS = 1_000
/** How long clients may keep a preflight's answer. */
export const PREFLIGHT_MAX_AGE_SECONDS = 600

/** What an access token of `/mcp` stands for is one read of control's. */
export const GRANT_TIMEOUT_MS = 5_000

/** A refusal waits no longer for the rest of its request. */
export const MAX_DISCARD_MS = 500
