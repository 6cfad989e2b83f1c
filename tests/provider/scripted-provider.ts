import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server does with a request, whose body it is given. */
export type Answer = (body: string, response: ServerResponse) => void

/** A model server that answers what the test says. */
export class ScriptedProvider {
  /** What it got, as text. */
  readonly bodies: string[] = []
  answer: Answer = () => undefined
  readonly #server: Server

  constructor() {
    this.#server = createServer((request, response) => {
      let text = ''
      request.on('data', (chunk: Buffer) => (text += chunk.toString()))
      request.on('end', () => {
        this.bodies.push(text)
        this.answer(text, response)
      })
    })
  }

  /** Its address, up to and including `/v1`. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve)
    })
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}/v1`
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}

export const json =
  (body: unknown, status = 200): Answer =>
  (_body, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

/** Events, then an end of whatever kind. */
export const events =
  (chunks: readonly (object | string)[], ending: 'close' | 'stay' | 'reset' = 'close'): Answer =>
  (_body, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const chunk of chunks) {
      response.write(typeof chunk === 'string' ? chunk : `data: ${JSON.stringify(chunk)}\n\n`)
    }
    if (ending === 'close') response.end()
    if (ending === 'reset') setTimeout(() => response.destroy(), 50)
  }

/** One answer to those who stream, another to those who do not. */
export const either =
  (streamed: Answer, plain: Answer): Answer =>
  (body, response) =>
    JSON.parse(body).stream === true ? streamed(body, response) : plain(body, response)

export const delta = (piece: object, finish: string | null = null, more: object = {}) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: piece, finish_reason: finish }],
  ...more,
})

export const whole = (message: object | undefined, more: object = {}, finish = 'stop') => ({
  choices: [{ index: 0, message, finish_reason: finish }],
  ...more,
})

export const DONE = 'data: [DONE]\n\n'
export const USAGE = { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 }

/** The message of a stream of completions, as OpenAI's clients put it together, and its end. */
export function messageOf({ text }: { readonly text: string }) {
  const chunks = text
    .split('\n\n')
    .filter((event) => event.startsWith('data: {'))
    .map((event) => JSON.parse(event.slice('data: '.length)))
  const deltas = chunks.map(({ choices }) => choices[0]?.delta ?? {})
  const joined = (name: string) => deltas.map((each) => each[name] ?? '').join('')
  return {
    content: joined('content'),
    refusal: joined('refusal'),
    reasoning: joined('reasoning_content'),
    calls: deltas.flatMap((each) => each.tool_calls ?? []),
    finish: chunks.map(({ choices }) => choices[0]?.finish_reason).find((reason) => reason != null),
    usage: chunks.at(-1)?.usage,
    error: chunks.at(-1)?.error,
    isDone: text.endsWith(DONE),
    chunks,
  }
}
