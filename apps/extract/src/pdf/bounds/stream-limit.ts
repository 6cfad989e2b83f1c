/** No stream of an honest file unpacks to more. */
export const MAX_STREAM_BYTES = 32 * 1_024 * 1_024

/** Thrown where a stream unpacks to too much. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch'
}

export type Take = (piece: Uint8Array) => void
