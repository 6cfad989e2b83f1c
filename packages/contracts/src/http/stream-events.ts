import type { ErrorBody } from '@bulkhead/errors/envelope'

import type { Answer } from './answers.ts'
import type { Warning } from './lists.ts'
import type { Citation, Message } from './sessions.ts'

export interface Source {
  readonly n: number
  readonly documentId: string
  readonly title: string
  readonly chunkId: string
  readonly heading?: string
  readonly page?: number
  readonly score: number
}

/**
 * The named events of session messages and answers. Ids ascend by one within a stream; exactly one terminal
 * event (`message.end` or `error`) ends it, and a stream without one was cut.
 */
export interface StreamEvents {
  'message.start': { readonly messageId: string; readonly sessionId?: string; readonly model: string }
  retrieval: {
    /** What the documents were asked, where that is not the question itself; and what a stand-in says of it. */
    readonly query?: string
    readonly notice?: string
    readonly sources: readonly Source[]
    readonly warnings: readonly Warning[]
  }
  delta: { readonly text: string }
  citation: Citation
  /** The whole message of a session, or the whole answer. */
  'message.end': Message | (Answer & { readonly id: string })
  error: ErrorBody
}

export type StreamEventName = keyof StreamEvents

/** One event as it goes over the wire. */
export function formatEvent<N extends StreamEventName>(id: number, event: N, data: StreamEvents[N]): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
