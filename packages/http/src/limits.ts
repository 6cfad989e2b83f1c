/** Bodies of JSON routes. */
export const MAX_JSON_BYTES = 1024 * 1024
/** What is read of a request that is refused unread: more than twice the largest JSON, far less than an upload. */
export const MAX_DISCARDED_BYTES = 4 * 1_024 * 1_024
