/**
 * A comment line belongs to the event after it: with a blank line of its own, some clients take it for an
 * empty event.
 */
export const PING = ': ping\n'

/** A stream that is silent for longer may be closed by what lies between it and its client. */
export const HEARTBEAT_MS = 15_000
