import { eventsOf, read, type Client, type Sent } from '@bulkhead/harness/client'

import { soon } from '../answer-rules.ts'

interface Asked {
  readonly model: string
  readonly stream: boolean
}

/** A door behind which a model answers. */
interface AnswerDoor {
  readonly ask: (client: Client, asked: Asked) => Promise<Sent>
  /** Throws unless a whole answer came, with exactly one end. */
  readonly requireWhole: (sent: Sent, asked: Asked) => void
}

const post = async (client: Client, path: string, body: object): Promise<Sent> =>
  read(await client.raw('POST', path, body, {}, soon()))

async function sendMessage(client: Client, asked: Asked, query = ''): Promise<Sent> {
  const session = await client.post('/v1/sessions', {})
  return await post(client, `/v1/sessions/${session.body.id}/messages${query}`, { ...asked, content: 'Ahoy' })
}

/** By name: what every one of them makes of the same answer of a provider. */
export const ANSWER_DOORS = {
  completions: {
    ask: (client, asked) =>
      post(client, '/v1/chat/completions', { ...asked, messages: [{ role: 'user', content: 'Ahoy' }] }),
    requireWhole: (sent, { stream }) => {
      if (!stream) return requireObject(sent, 'chat.completion')
      const data = dataOf(sent)
      const errors = chunksOf(data).filter(({ error }) => error !== undefined)
      requireOne(errors.length + (data.at(-1) === '[DONE]' ? 1 : 0), sent)
    },
  },
  responses: {
    ask: (client, asked) => post(client, '/v1/responses', { ...asked, input: 'Ahoy', store: false }),
    requireWhole: (sent, { stream }) => {
      if (!stream) return requireObject(sent, 'response')
      const chunks = chunksOf(dataOf(sent))
      requireOne(chunks.filter(({ type }) => RESPONSE_ENDS.has(String(type))).length, sent)
      const skipped = chunks.findIndex(({ sequence_number: number }, at) => number !== at)
      if (skipped !== -1) throw new Error(`event ${skipped} has another number: ${sent.text.slice(-300)}`)
    },
  },
  messages: {
    ask: sendMessage,
    requireWhole: (sent, { stream }) => {
      if (!stream) return requireRole(sent)
      const ends = eventsOf(sent.text).filter(({ event }) => MESSAGE_ENDS.has(event))
      requireOne(ends.length, sent)
    },
  },
  uiMessages: {
    ask: (client, asked) => sendMessage(client, { ...asked, stream: true }, '?protocol=ui-message-stream'),
    requireWhole: (sent) => {
      const data = dataOf(sent)
      requireOne(chunksOf(data).filter(({ type }) => UI_ENDS.has(String(type))).length, sent)
      if (data.at(-1) !== '[DONE]') throw new Error(`no [DONE]: ${sent.text.slice(-300)}`)
    },
  },
} as const satisfies Record<string, AnswerDoor>

const RESPONSE_ENDS = new Set(['response.completed', 'response.incomplete', 'response.failed', 'error'])
const MESSAGE_ENDS = new Set(['message.end', 'error'])
const UI_ENDS = new Set(['finish', 'error'])

function dataOf({ text }: Sent): string[] {
  return text.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []))
}

function chunksOf(data: readonly string[]): Record<string, unknown>[] {
  return data.filter((each) => each !== '[DONE]').map((each): Record<string, unknown> => JSON.parse(each))
}

function requireOne(ends: number, { text }: Sent): void {
  if (ends !== 1) throw new Error(`${ends} ends: ${text.slice(-300)}`)
}

function requireObject({ body, text }: Sent, object: string): void {
  if (body?.object !== object) throw new Error(text.slice(0, 300))
}

function requireRole({ body, text }: Sent): void {
  if (body?.role !== 'assistant') throw new Error(text.slice(0, 300))
}
