/** What ids of reservations under a client's Idempotency-Key begin with; a request id begins otherwise. */
const KEYED_PREFIX = 'idem_'

/** The id that every repeat under the same Idempotency-Key has. */
export function keyedReservationId(digest: string): string {
  return `${KEYED_PREFIX}${digest}`
}

/**
 * Whether the client may come again under the same id, so that how it ended must be remembered. No other id is
 * used by two requests.
 */
export function isKeyed(reservationId: string): boolean {
  return reservationId.startsWith(KEYED_PREFIX)
}
