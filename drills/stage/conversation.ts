import { eventsOf, type Client, type Sent } from '@bulkhead/harness/client'

export interface StoredMessage {
  readonly id: string
  readonly role: string
  readonly content: string
  readonly status: string
  readonly usage?: { readonly promptTokens: number; readonly totalTokens: number }
}

/** One session of one tenant. */
export class Conversation {
  readonly id: string
  readonly path: string
  readonly #client: Client

  private constructor(client: Client, id: string) {
    this.#client = client
    this.id = id
    this.path = `/v1/sessions/${id}`
  }

  static async open(client: Client): Promise<Conversation> {
    const { status, body, text } = await client.post('/v1/sessions', {})
    if (status !== 201) throw new Error(`no session was opened: ${status} ${text}`)
    return new Conversation(client, body.id)
  }

  /** `key`: an Idempotency-Key. */
  send(content: string, { key, ...body }: { key?: string; model?: string; stream?: boolean } = {}) {
    const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key }
    return this.#client.post(`${this.path}/messages`, { content, ...body }, headers)
  }

  list(): Promise<Sent> {
    return this.#client.get(`${this.path}/messages?limit=100`)
  }

  async messages(): Promise<readonly StoredMessage[]> {
    return (await this.list()).body?.data ?? []
  }

  /** `user complete`, `assistant complete`, … */
  async outline(): Promise<readonly string[]> {
    return (await this.messages()).map(({ role, status }) => `${role} ${status}`)
  }
}

/** The terminal events of a stream of named events, of which there must be exactly one. */
export function endsOf({ text }: Sent): readonly string[] {
  return eventsOf(text).flatMap(({ event, data }) => {
    if (event === 'message.end') return [event]
    return event === 'error' ? [`error ${data.error.code}`] : []
  })
}

/** What a stream of named events has said. */
export function saidIn({ text }: Sent): string {
  return eventsOf(text)
    .filter(({ event }) => event === 'delta')
    .map(({ data }) => data.text)
    .join('')
}
