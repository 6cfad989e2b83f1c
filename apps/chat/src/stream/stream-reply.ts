import type { AiMeta, AiReply } from '@bulkhead/contracts/chat'

/** A reply of events that a {@link ClientStream} writes, which guards them. */
export function streamReply(stream: ReadableStream<Uint8Array>, ai: AiMeta, replayed: boolean): AiReply {
  return { kind: 'stream', stream, ai, replayed }
}
