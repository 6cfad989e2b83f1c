import type { StreamEvents } from '@bulkhead/contracts/http/stream-events'
import { errorBody } from '@bulkhead/errors/envelope'

import type { WrittenDialect } from './stream-guard.ts'

/** What the AI SDK's clients expect beside the content type. */
export const UI_MESSAGE_HEADER = ['x-vercel-ai-ui-message-stream', 'v1'] as const

const DONE = 'data: [DONE]\n\n'
const TEXT_ID = 'text'

export const UI_MESSAGES: WrittenDialect = {
  terminalMark: DONE.slice(0, -1),
  errorEvent: (error, trace) =>
    part({ type: 'error', errorText: errorBody(error, trace).error.message }) + DONE,
}

function part(fields: Readonly<Record<string, unknown>>): string {
  return `data: ${JSON.stringify(fields)}\n\n`
}

/** Comments may precede it. */
const EVENT = /^(?::[^\n]*\n)*id: \d+\nevent: ([a-z.]+)\ndata: (.*)$/s

/**
 * The named events of an answer as the AI SDK's UI message stream. Chunks hold whole events, as chat sends
 * them; an event that this version does not know is skipped.
 */
export function asUiMessages(): TransformStream<Uint8Array, Uint8Array> {
  const [decoder, encoder] = [new TextDecoder(), new TextEncoder()]
  const parts = new UiParts()
  return new TransformStream({
    transform: (chunk, controller) => {
      const events = decoder.decode(chunk, { stream: true }).split('\n\n')
      const written = events.map((event) => {
        const [, name = '', data = ''] = EVENT.exec(event) ?? []
        return name === '' ? '' : parts.of(name, JSON.parse(data))
      })
      const text = written.join('')
      if (text !== '') controller.enqueue(encoder.encode(text))
    },
  })
}

type AnyEvent = {
  readonly [Name in keyof StreamEvents]: { readonly name: Name; readonly data: StreamEvents[Name] }
}[keyof StreamEvents]

/** One answer; its text is one part, which begins with its first piece. */
class UiParts {
  #hasText = false

  of(name: string, data: unknown): string {
    const event = { name, data }
    return isKnown(event) ? this.#partsOf(event) : ''
  }

  #partsOf({ name, data }: AnyEvent): string {
    switch (name) {
      case 'message.start':
        return part({ type: 'start', messageId: data.messageId }) + part({ type: 'start-step' })
      case 'retrieval':
        return data.sources.map(sourcePart).join('')
      case 'delta':
        return this.#textStart() + part({ type: 'text-delta', id: TEXT_ID, delta: data.text })
      case 'citation':
        return part({ type: 'data-citation', data })
      case 'message.end':
        return this.#textEnd() + part({ type: 'finish-step' }) + part({ type: 'finish' }) + DONE
      default:
        return part({ type: 'error', errorText: data.error.message }) + DONE
    }
  }

  #textStart(): string {
    if (this.#hasText) return ''
    this.#hasText = true
    return part({ type: 'text-start', id: TEXT_ID })
  }

  #textEnd(): string {
    return this.#hasText ? part({ type: 'text-end', id: TEXT_ID }) : ''
  }
}

const KNOWN = new Set(['message.start', 'retrieval', 'delta', 'citation', 'message.end', 'error'])

/** Chat is of the same deployment: an event's name says what is in it. */
function isKnown(event: { readonly name: string; readonly data: unknown }): event is AnyEvent {
  return KNOWN.has(event.name)
}

function sourcePart({ n, documentId, title, chunkId }: StreamEvents['retrieval']['sources'][number]): string {
  const source = { sourceId: String(n), mediaType: 'text/plain', title, filename: documentId }
  return part({ type: 'source-document', ...source, providerMetadata: { bulkhead: { documentId, chunkId } } })
}
