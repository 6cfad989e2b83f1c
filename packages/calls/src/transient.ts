/** Flags that the runtime puts on errors of Durable Object calls. */
interface RuntimeFlags {
  readonly retryable?: unknown
  readonly overloaded?: unknown
  readonly durableObjectReset?: unknown
}

function flagsOf(thrown: unknown): RuntimeFlags {
  return typeof thrown === 'object' && thrown !== null ? thrown : {}
}

/** The object is overloaded: retrying makes it worse. */
export function isOverloaded(thrown: unknown): boolean {
  return flagsOf(thrown).overloaded === true
}

/** The call never ran; the same call may succeed at once. */
export function isTransient(thrown: unknown): boolean {
  return flagsOf(thrown).retryable === true && !isOverloaded(thrown)
}

/**
 * The object was reset under the call, perhaps after its write: only a call the callee de-duplicates may be
 * repeated.
 */
export function isAmbiguous(thrown: unknown): boolean {
  return (isTransient(thrown) || flagsOf(thrown).durableObjectReset === true) && !isOverloaded(thrown)
}
