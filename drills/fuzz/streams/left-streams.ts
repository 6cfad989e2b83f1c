import { eventsOf, eventually, read, type Client, type Sent } from '@bulkhead/harness/client'

import { soon } from '../answer-rules.ts'

/** An event of a stream as every door carries it. */
interface Piece {
  /** Ascends by one; undefined where whoever comes back gets all of it again. */
  readonly place: number | undefined
  readonly text: string
  readonly isEnd: boolean
}

/** An answer that is streamed to a client who may leave it. */
interface Left {
  readonly response: Response
  /** From what was seen of it, or from what is kept. */
  readonly idOf: (seen: string) => Promise<string | undefined>
  readonly resume: (id: string, cursor: string) => Promise<Sent>
  /** The text that is kept, once it is whole. */
  readonly kept: (id: string) => Promise<string>
}

interface StreamDoor {
  readonly begin: (client: Client, signal: AbortSignal) => Promise<Left>
  readonly piecesOf: (text: string) => readonly Piece[]
}

const QUESTION = 'Tell me of the sea.'

async function beginMessage(client: Client, signal: AbortSignal, query: string): Promise<Left> {
  const session: string = (await client.post('/v1/sessions', {})).body.id
  const path = `/v1/sessions/${session}/messages`
  const last = async () => (await client.get(path)).body.data.at(-1)
  return {
    response: await client.raw('POST', `${path}${query}`, { content: QUESTION, stream: true }, {}, signal),
    idOf: async (seen) =>
      /"messageId":"(msg_\w+)"/.exec(seen)?.[1] ??
      (await eventually(async () => {
        const message = await last()
        const isWhole = message?.role === 'assistant' && message.status !== 'running'
        return isWhole ? String(message.id) : undefined
      })),
    resume: async (id, cursor) => {
      const headers = { 'last-event-id': cursor }
      return await read(await client.raw('GET', `${path}/${id}/stream${query}`, undefined, headers, soon()))
    },
    kept: async () => String((await last()).content),
  }
}

const RESPONSE_ENDS = new Set(['response.completed', 'response.incomplete', 'response.failed', 'error'])

async function beginResponse(client: Client, signal: AbortSignal): Promise<Left> {
  const path = '/v1/responses'
  const body = { input: QUESTION, stream: true }
  return {
    response: await client.raw('POST', path, body, {}, signal),
    // Who has not seen its first event cannot ask for it: there is no list of responses.
    idOf: async (seen) => /"id":"(resp_\w+)"/.exec(seen)?.[1],
    resume: async (id, cursor) => {
      const query = new URLSearchParams({ stream: 'true', starting_after: cursor }).toString()
      return await read(await client.raw('GET', `${path}/${id}?${query}`, undefined, {}, soon()))
    },
    kept: async (id) => {
      const { output } = (await client.get(`${path}/${id}`)).body
      const message = output.find(({ type }: { readonly type: string }) => type === 'message')
      return String(message.content[0].text)
    },
  }
}

/** Data lines that came whole. */
function dataOf(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: ') && line !== 'data: [DONE]')
    .map((line): Record<string, unknown> => JSON.parse(line.slice(6)))
}

const MESSAGE_ENDS = new Set(['message.end', 'error'])
const UI_ENDS = new Set(['finish', 'error'])

/** By name. */
export const STREAM_DOORS = {
  messages: {
    begin: (client, signal) => beginMessage(client, signal, ''),
    piecesOf: (text) =>
      eventsOf(text).map(({ id, event, data }) => ({
        place: id,
        text: event === 'delta' ? String(data.text) : '',
        isEnd: MESSAGE_ENDS.has(event),
      })),
  },
  responses: {
    begin: beginResponse,
    piecesOf: (text) =>
      dataOf(text).map(({ type, sequence_number: place, delta }) => ({
        place: Number(place),
        text: type === 'response.output_text.delta' ? String(delta) : '',
        isEnd: RESPONSE_ENDS.has(String(type)),
      })),
  },
  uiMessages: {
    begin: (client, signal) => beginMessage(client, signal, '?protocol=ui-message-stream'),
    piecesOf: (text) =>
      dataOf(text).map(({ type, delta }) => ({
        place: undefined,
        text: type === 'text-delta' ? String(delta) : '',
        isEnd: UI_ENDS.has(String(type)),
      })),
  },
} as const satisfies Record<string, StreamDoor>
