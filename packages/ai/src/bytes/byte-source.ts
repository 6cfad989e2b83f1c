/** Where the bytes of an answer come from; a piece is good until the next one is read. */
export type ByteSource = Pick<ReadableStreamDefaultReader<Uint8Array>, 'read' | 'cancel'>

export const NO_BYTES: ByteSource = {
  read: async () => ({ done: true, value: undefined }),
  cancel: async () => undefined,
}
