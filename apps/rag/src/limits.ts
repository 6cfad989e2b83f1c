import type { Patience } from '@bulkhead/calls/call'
import { isAmbiguous } from '@bulkhead/calls/transient'
import type { DocumentFormat } from '@bulkhead/contracts/http/documents'

// --- documents
/**
 * The largest file, all text, makes some 32,000 chunks of the usual size; beyond this many a consumer would
 * be busy for long.
 */
export const MAX_CHUNKS = 33_000
/**
 * One RPC message stays far under the 32 MiB that the platform allows, and the Corpus is never busy for long.
 */
export const STAGE_CHUNKS = 100
/** How many documents of one tenant's batch are read at once, as long as they are small. */
export const EXTRACT_CONCURRENCY = 3
/**
 * Originals that an isolate has read at the same time: one of the largest. Read, decoded and cut up they take
 * several times as much of 128 MB, here and in extract.
 */
export const READ_AT_ONCE_BYTES = 25 * 1_024 * 1_024
/** And beside it of small documents, up to `DIRECT_READ_BYTES` each, which do not wait for large ones. */
export const SMALL_READS_BYTES = 2 * 1_024 * 1_024
/**
 * How much more than its bytes a file takes while it is read, beside one that is only decoded: a syntax tree;
 * and what is packed may unpack to anything.
 */
export const READING_WEIGHT: Readonly<Partial<Record<DocumentFormat, number>>> = {
  markdown: 10,
  pdf: Number.MAX_SAFE_INTEGER,
  docx: Number.MAX_SAFE_INTEGER,
  xlsx: Number.MAX_SAFE_INTEGER,
  pptx: Number.MAX_SAFE_INTEGER,
  odt: Number.MAX_SAFE_INTEGER,
  ods: Number.MAX_SAFE_INTEGER,
  odp: Number.MAX_SAFE_INTEGER,
  epub: Number.MAX_SAFE_INTEGER,
  eml: Number.MAX_SAFE_INTEGER,
}
/**
 * Nobody waits longer for those before them: their worker may have died without saying so. Longer than any
 * document is read.
 */
export const READ_TURN_MS = 120_000

// --- uploads
/** Of a form or an archive; a raw file is held to the same by the gateway. */
export const MAX_FILE_BYTES = 25 * 1_024 * 1_024
/** What the platform takes as a body. */
export const MAX_FORM_BYTES = 100 * 1_024 * 1_024
/** What all files of an archive may unpack to. */
export const MAX_ARCHIVE_BYTES = 100 * 1_024 * 1_024
/** Each takes a write to R2 and one to the Corpus, and all of them come before the reply. */
export const MAX_BATCH_FILES = 100
/** R2 takes what has no announced length in pieces of one size, at least so large. */
export const PIECE_BYTES = 5 * 1_024 * 1_024
/** Of a part of a form that is no file. */
export const MAX_FIELD_BYTES = 65_536
/** Whether there is room for a file is asked before it is stored; what is smaller is asked about with its row. */
export const ASKED_FIRST_BYTES = 1_024 * 1_024
/** A client that sends nothing for so long has stalled. */
export const UPLOAD_IDLE_MS = 20_000
/** Kept back of the caller's deadline for storing what has arrived, and for saying so if it has not. */
export const UPLOAD_MARGIN_MS = 2_000
/** The part of it in which nothing is stored any more: whoever waits has to hear of a store that hangs. */
export const UPLOAD_ANSWER_MS = 1_000

// --- embedding
/** Passages per call to the model. Small enough that a search is not kept waiting behind a batch. */
export const EMBED_BATCH = 16
/**
 * What Workers AI takes in one call; embeddings that a client asked for keep nobody's search waiting, so they
 * go in calls as large as that.
 */
export const EMBED_CALL_TEXTS = 100
export const EMBED_CALL_TOKENS = 50_000
/** A request has six connections. */
export const EMBED_CALLS_AT_ONCE = 4
/** How long one queue batch may embed before it lets others have a turn. */
export const EMBED_SLICE_MS = 20_000
/** How many batches a reservation pays for at most: some 50,000 tokens, which are held back for seconds. */
export const BATCHES_PAID_AT_ONCE = 8
/**
 * The platform allows one invocation 32 calls of other Workers. What is kept back of them is for attempts
 * that have to be repeated.
 */
export const SERVICE_CALLS = 24

/**
 * Documents of one tenant that move to another embedding model at the same time: new ones are not kept
 * waiting behind them.
 */
export const MOVES_AT_ONCE = 40

// --- Vectorize
export const VECTOR_TOP_K = 100
export const GET_BY_IDS_MAX = 20
/** A request has six connections. */
export const GETS_AT_ONCE = 6
/**
 * Vectors that a filtered search compares one by one when the nearest ones are not what the filter wants: 50
 * reads, about half a second.
 */
export const COMPARED_MAX = 1_000
export const DELETE_BY_IDS_MAX = 100

// --- search
/** Kept back of the caller's deadline, so that a slow side still leaves time to answer with the other. */
export const DEADLINE_MARGIN_MS = 250
export const WORDS_TOP_K = 100
/** Ranked before chunks of replaced versions, which may still be in the index for a moment, are left out. */
export const WORDS_OVERFETCH = 400
/** Of how many of the best chunks it is looked up which of the query's terms they hold. */
export const COVERED_HITS = 8
/** Chunks ranked by words at once: some milliseconds. Beyond, frequent words are left to the second place. */
export const RANKED_ROWS = 2_000
/** So many at most: a tenth of a second, in which the Corpus does nothing else. */
export const RANKED_ROWS_MAX = 32_000

// --- reranking
/** Of the best chunks as they were fused: one call to the model, and some 10,000 tokens. */
export const RERANKED_HITS = 40
/** Documents of a client's own that one call ranks. */
export const RERANK_CALL_DOCUMENTS = 100

// --- documents that are read by the request that brought them
/** Reading one of this size takes tenths of a second. */
export const DIRECT_READ_BYTES = 1_024 * 1_024
/** At the same time in an isolate, and of one tenant. */
export const DIRECT_READS = 4
export const DIRECT_READS_OF_TENANT = 2
/** What runs behind a reply is ended after 30 s, without a word: then its place is free again. */
export const DIRECT_READ_LOST_MS = 40_000

// --- turns of tenants
/** Turns that one tenant has in an isolate at the same time: one reads while the other embeds. */
export const TURNS_AT_ONCE = 2
/** Documents that a turn hands on at its end: as many as a batch of the queue holds. */
export const HANDED_ON = 10
/** How far the clocks of the queue and of an isolate may differ. */
export const TURN_MARGIN_MS = 1_000
/** Longer than any turn. */
export const MAX_TURN_MS = 120_000

// --- pipeline times
/**
 * A worker that has not been heard of for this long is taken for dead. Every call it makes renews the lease,
 * and so does its heartbeat.
 */
export const LEASE_MS = 20_000
export const LEASE_BEAT_MS = 5_000
/** How long after a lease has ended the alarm sends the document round again. */
export const LEASE_GRACE_MS = 2_000
/** How long a queued document waits for the queue before the alarm sends the message again. */
export const REDRIVE_MS = 20_000
export const REDRIVE_CAP_MS = 600_000
/** Vectorize and the provider are asked again at most this far apart. */
export const RETRY_CAP_MS = 60_000
export const RETRY_BASE_MS = 1_000
/** Documents that wait for a flag ask this often: each time all of them go through the queue. */
export const PAUSE_RECHECK_MS = 300_000
/** A spent budget is asked about again this often at least: somebody may have raised it. */
export const BUDGET_RECHECK_MS = 900_000
/** When to look whether Vectorize has processed an upsert, and at most how far apart. */
export const CONFIRM_BASE_MS = 1_000
export const CONFIRM_CAP_MS = 15_000
/** An upsert not seen after this many looks (some ten minutes) is taken for lost and made again. */
export const CONFIRM_LOOKS = 45
/**
 * A message that only a newer version can read waits for it: with the queue's retries and the dead-letter
 * queue's, 40 minutes.
 */
export const NEWER_MESSAGE_DELAY_SECONDS = 300
/** After a processing bug the queue retries; only after its last retry may the alarm interfere. */
export const CRASH_REDRIVE_MS = 180_000
/** Claims that neither finished nor gave up in order: the document kills its consumer. */
export const MAX_CRASHES = 8
/** Readers that a document may end. Once may be chance (a deployment); twice is the document. */
export const MAX_READER_DEATHS = 2
/** Between the two: what else was read in the same isolate is done by then. */
export const READER_DEATH_WAIT_MS = 5_000
/** How much one run of the alarm takes on. */
export const SWEEP_DOCUMENTS = 200
export const SWEEP_CHUNK_ROWS = 500
/** Chunks whose words one run of the alarm indexes anew: some tens of milliseconds. */
export const REINDEX_CHUNKS = 100
export const IDEMPOTENCY_KEPT_MS = 86_400_000

// --- calls
/** How patiently something is asked. `attemptMs` leaves time for another attempt when one hangs. */
export interface AttemptPatience extends Patience {
  readonly attemptMs: number
}

const anything = (): boolean => true

export const PATIENCE = {
  /** One side of a search. */
  search: { timeoutMs: 4_000, attemptMs: 2_000, attempts: 2, backoffMs: 50, retryOn: anything },
  /** Inside a search, which goes on in the fused order. */
  rerankHits: { timeoutMs: 2_000, attemptMs: 1_500, attempts: 2, backoffMs: 50, retryOn: anything },
  rerank: { timeoutMs: 10_000, attemptMs: 6_000, attempts: 2, backoffMs: 200, retryOn: anything },
  embed: { timeoutMs: 30_000, attemptMs: 15_000, attempts: 2, backoffMs: 500, retryOn: anything },
  /** Upserts and deletes do the same when they run twice. */
  vectorize: { timeoutMs: 10_000, attemptMs: 10_000, attempts: 2, backoffMs: 500, retryOn: anything },
  /**
   * One attempt: each is counted against the document. Thrice the CPU time that extract may take, and shorter
   * than a turn of reading.
   */
  extract: { timeoutMs: 30_000, attemptMs: 30_000, attempts: 1, backoffMs: 0 },
  /** A scan of many pages is as many pictures. */
  recognize: { timeoutMs: 100_000, attemptMs: 100_000, attempts: 1, backoffMs: 0 },
  ping: { timeoutMs: 10_000, attemptMs: 4_000, attempts: 2, backoffMs: 2_000, retryOn: anything },
  r2: { timeoutMs: 15_000, attemptMs: 15_000, attempts: 2, backoffMs: 200, retryOn: anything },
  /** Every write of the Corpus is fenced or idempotent, so even one that may have run can be repeated. */
  corpus: { timeoutMs: 10_000, attemptMs: 10_000, attempts: 3, backoffMs: 50, retryOn: isAmbiguous },
} as const satisfies Record<string, AttemptPatience>

/** How late the Registry hears how many documents there are and which have failed. */
export const REPORT_EVERY_MS = 30_000
export const FAILURES_PER_REPORT = 100

/** How long after its last sign of life a worker may still hand over vectors. */
export const LATE_UPSERT_MS = PATIENCE.embed.timeoutMs + PATIENCE.vectorize.timeoutMs
