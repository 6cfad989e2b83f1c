/** Bodies of JSON routes. */
export const MAX_JSON_BYTES = 1024 * 1024
