import { WORKERS, type WorkerName } from '@bulkhead/contracts/workers'
import * as z from 'zod/mini'

/** What each kind of part can suffer. Only the local environment contains any of this. */
const MODES = {
  /**
   * Of a stream: `drip` sends slowly, `stall` stops sending after the first words, `endless` ignores the
   * requested limit.
   */
  ai: ['error', 'timeout', 'slow', 'quota', 'malformed', 'cut', 'drip', 'stall', 'endless'],
  /**
   * `leak`: answers with vectors of every namespace. `late`: writes become visible only after
   * `FAULT_DELAY_MS`.
   */
  vectorize: ['error', 'timeout', 'slow', 'quota', 'malformed', 'cut', 'leak', 'late'],
  /** `malformed`: bytes that are no record of ours. `stale`: the last value read, ignoring later writes. */
  kv: ['error', 'timeout', 'slow', 'quota', 'malformed', 'stale'],
  /** `malformed`: the object lacks its second half. `cut`: the body breaks while it is read. */
  r2: ['error', 'timeout', 'slow', 'quota', 'malformed', 'cut'],
  /** `cut`: accepted and lost. `duplicate`: delivered twice. */
  queue: ['error', 'timeout', 'slow', 'quota', 'duplicate', 'cut'],
  /**
   * `error` and `quota` (full): its database refuses. `abort`: the object is reset and what the call wrote is
   * gone. `cut`: reset after the writes are durable and before the answer. `overload`: the runtime rejects
   * the call.
   */
  storage: ['error', 'timeout', 'slow', 'quota', 'abort', 'cut', 'overload'],
  /**
   * `cut`: the work is done and the answer lost. `late`: it is done at once and the answer comes after
   * `FAULT_DELAY_MS`.
   */
  worker: ['error', 'timeout', 'slow', 'malformed', 'cut', 'late'],
  /** The clock of a RateLimiter. */
  clock: ['hour-ahead', 'hour-behind', 'day-ahead'],
} as const satisfies Record<string, readonly string[]>

export type FaultKind = keyof typeof MODES
export type FaultMode = (typeof MODES)[FaultKind][number]

const OBJECTS = [
  'RateLimiter',
  'ChatSession',
  'Completion',
  'SessionDirectory',
  'Corpus',
  'MetricStore',
  'RequestStore',
  'Registry',
] as const

export type FaultTarget =
  | Exclude<FaultKind, 'storage' | 'worker'>
  | `storage:${(typeof OBJECTS)[number]}`
  | `worker:${WorkerName}`

const TARGETS: readonly FaultTarget[] = [
  'ai',
  'vectorize',
  'kv',
  'r2',
  'queue',
  'clock',
  ...OBJECTS.map((name) => `storage:${name}` as const),
  ...WORKERS.map((name) => `worker:${name}` as const),
]

const ALL_MODES = [...new Set<FaultMode>(Object.values(MODES).flat())]

/** What `POST /local/faults` clears: one target, or with `true` all. */
export const Clear = z.strictObject({ clear: z.union([z.literal(true), z.enum(TARGETS)]) })
export type Clear = z.infer<typeof Clear>

export const Fault = z
  .strictObject({
    target: z.enum(TARGETS),
    mode: z.enum(ALL_MODES),
    /**
     * How many calls it hits; without it, every call until it is cleared. Where several Workers use the
     * target, each counts for itself.
     */
    count: z.optional(z.int().check(z.gte(1))),
    /** How many calls that it would have hit pass before it does. */
    after: z.optional(z.int().check(z.gte(1))),
    /** The HTTP status of mode `error`. */
    status: z.optional(z.int().check(z.gte(400), z.lte(599))),
    /** Hits calls for this tenant only. Calls to `ai` name no tenant; use `model`. */
    tenantId: z.optional(z.string()),
    /**
     * Of objects and Workers: hits this method only, `alarm` too. Faults of single statements know no method.
     */
    method: z.optional(z.string()),
    /** Of `ai`: hits calls of this model only. A `*` at its end matches any rest. */
    model: z.optional(z.string()),
  })
  .check((context) => {
    const { target, mode, model, tenantId, method } = context.value
    const kind = kindOf(target)
    const modes: readonly FaultMode[] = MODES[kind]
    const report = (path: string, message: string) =>
      context.issues.push({ code: 'custom', input: context.value, path: [path], message })
    if (!modes.includes(mode)) report('mode', `${target} supports ${modes.join(', ')}`)
    if (model !== undefined && kind !== 'ai') report('model', 'only calls to ai have a model')
    if (method !== undefined && kind !== 'storage' && kind !== 'worker')
      report('method', 'only objects and Workers have methods')
    if (tenantId !== undefined && kind === 'ai') report('tenantId', 'calls to ai are distinguished by model')
  })
export type Fault = z.infer<typeof Fault>

/** The part of a target before its colon. */
function kindOf(target: FaultTarget): FaultKind {
  const [kind = ''] = target.split(':')
  if (!isKind(kind)) throw new TypeError(`${target} is of no kind`)
  return kind
}

function isKind(name: string): name is FaultKind {
  return Object.hasOwn(MODES, name)
}

/** Reads a fault that came over a binding. @throws TypeError that names each wrong field. */
export function parseFault(value: unknown): Fault {
  const result = Fault.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new TypeError(`not a fault: ${problems.join('; ')}`)
}
