import { createServer, type Server } from 'node:http'

import type { Drill } from '../../stage/drill.ts'
import { listen } from '../../stage/listen.ts'
import type { Stage } from '../../stage/stage.ts'

const MESSAGES = [
  { role: 'system', content: 'Be brief.' },
  { role: 'developer', content: 'Be kind.' },
  { role: 'user', content: 'Ahoy' },
]

const newSpeech: Drill = {
  id: 'D-22j',
  failure: 'A provider refuses the form of every request',
  rows: ['ai/outage'],
  injected: 'a server refuses max_tokens, stream_options and a second system message, each once it sees it',
  expected:
    'the first stream is answered after three refusals; what they taught is logged, and the next is answered at once',
  simulated: 'a server on this machine stands for one elsewhere',
  run: async (stage) => {
    const provider = await startProvider()
    const variables = { OPENAI_BASE_URL: `${provider.url}/v1` }
    try {
      return await stage.onOwnSystem({ variables }, (own) => askTwice(own, provider.asked))
    } finally {
      provider.server.closeAllConnections()
      provider.server.close()
    }
  },
  mutant: 'dialects-remembered',
}

async function askTwice(own: Stage, asked: readonly string[]): Promise<string> {
  const model = own.freshModel()
  const ask = { model, messages: MESSAGES, stream: true }
  const first = await own.atlas.post('/v1/chat/completions', ask)
  const refused = asked.length
  const again = await own.atlas.post('/v1/chat/completions', ask)

  own.ok('first completion', first)
  own.ok('next completion', again)
  own.same('requests of the first', refused, 4)
  own.same('requests of the next', asked.length - refused, 1)
  own.holds('the stream is whole', again.text.endsWith('data: [DONE]\n\n'))
  await own.logged('what was learnt', { message: 'model dialect learnt', model, tenantId: 'atlas' })
  return `answered after ${refused - 1} refusals, then at once`
}

interface OneWayProvider {
  readonly server: Server
  readonly url: string
  readonly asked: readonly string[]
}

/** Understands OpenAI's API in one way only, and says so one thing at a time. */
async function startProvider(): Promise<OneWayProvider> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      asked.push(text)
      const refusal = refusalOf(text)
      if (refusal !== undefined) {
        response.writeHead(400, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ error: { message: refusal, type: 'invalid_request_error' } }))
        return
      }
      const chunk = { choices: [{ index: 0, delta: { content: 'Aye.' }, finish_reason: 'stop' }] }
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`)
    })
  })
  return { server, url: await listen(server), asked }
}

function refusalOf(text: string): string | undefined {
  const { max_tokens: limit, stream_options: options, messages } = JSON.parse(text)
  if (limit !== undefined)
    return "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
  if (options !== undefined) return 'Unrecognized request argument supplied: stream_options'
  const systems = messages.filter(({ role }: { role: string }) => role === 'system' || role === 'developer')
  return systems.length > 1 ? 'Only one system message is allowed.' : undefined
}

export const DIALECT_DRILLS: readonly Drill[] = [newSpeech]
