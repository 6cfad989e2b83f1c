/** Where the bytes of an answer come from; a piece is good until the next one is read. */
export interface ByteSource extends Pick<ReadableStreamDefaultReader<Uint8Array>, 'read' | 'cancel'> {
  /** Resolves when the next piece is worth reading; it is no part of the time that the sender takes. */
  pause?(): Promise<void>
}

export const NO_BYTES: ByteSource = {
  read: async () => ({ done: true, value: undefined }),
  cancel: async () => undefined,
}
