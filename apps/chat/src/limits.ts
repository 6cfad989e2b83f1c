/** A plain completion whose client left is read on for so long: most answers end by then, and `waitUntil` ends at 30 s. */
export const DRAIN_MS = 20_000
