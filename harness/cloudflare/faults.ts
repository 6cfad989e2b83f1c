/** What the API is made to do wrong with some of its requests. */
export interface Fault {
  /** Of `GET /path`, without the account; left out: any. */
  readonly matches?: RegExp
  /** How many of the requests that match; left out: all. */
  times?: number
  /** `cut`: the connection ends; `lost`: done, but the answer never arrives; `hang`: no answer. */
  readonly does: 'cut' | 'lost' | 'hang' | FaultyAnswer
}

export interface FaultyAnswer {
  readonly status: number
  readonly retryAfterSeconds?: number
  /** What was asked is done nevertheless. */
  readonly isDone?: boolean
}

/** Permissions of a token by the names of the dashboard, and what needs them. */
const PERMISSIONS: readonly (readonly [name: string, path: RegExp])[] = [
  ['Workers KV Storage', /^\/storage\/kv/],
  ['Workers R2 Storage', /^\/r2\//],
  ['Queues', /^\/queues/],
  ['Vectorize', /^\/vectorize/],
  ['AI Gateway', /^\/ai-gateway/],
  ['Workers Scripts', /^\/workers/],
]

export function permissionFor(path: string): string | undefined {
  return PERMISSIONS.find(([, pattern]) => pattern.test(path))?.[0]
}

/** Faults in the order in which they were set, and the request from which on nothing is answered. */
export class Faults {
  #faults: Fault[] = []
  #missing: readonly string[] = []
  tokenStatus = 'active'
  #breaksAt = Number.POSITIVE_INFINITY
  #asked = 0

  set(...faults: readonly Fault[]): void {
    this.#faults = [...faults]
  }

  /** As a token that was made without them. */
  withoutPermissions(...names: readonly string[]): void {
    this.#missing = names
  }

  /** Nothing is answered from the k-th request on, counted from now: as if the caller had been killed. */
  breakAt(k: number): void {
    this.#breaksAt = k
    this.#asked = 0
  }

  clear(): void {
    this.#faults = []
    this.#missing = []
    this.tokenStatus = 'active'
    this.breakAt(Number.POSITIVE_INFINITY)
  }

  lacks(path: string): boolean {
    const permission = permissionFor(path)
    return permission !== undefined && this.#missing.includes(permission)
  }

  next(request: string): Fault['does'] | undefined {
    this.#asked += 1
    if (this.#asked >= this.#breaksAt) return 'cut'
    const fault = this.#faults.find(({ matches, times = 1 }) => times > 0 && (matches?.test(request) ?? true))
    if (fault?.times !== undefined) fault.times -= 1
    return fault?.does
  }
}
