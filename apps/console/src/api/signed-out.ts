/** The event of a session that has ended while the page was open. */
export const SIGNED_OUT = 'bulkhead:signed-out'
