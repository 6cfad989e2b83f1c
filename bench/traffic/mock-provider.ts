// A model server that answers at once, always the same, or streams at a given pace. It runs in a process of its own, so
// that its work is not done on the event loop that measures.
import { createServer, type ServerResponse } from 'node:http'

const USAGE = { prompt_tokens: 12, completion_tokens: 8, total_tokens: 20 }
const WORDS = ['All', ' is', ' well', ' on', ' the', ' after', 'deck', '.']

const head = { id: 'chatcmpl-bench', created: 1_700_000_000, model: 'bench' }
const WHOLE = JSON.stringify({
  ...head,
  object: 'chat.completion',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: WORDS.join('') },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage: USAGE,
})
const chunk = (choices: unknown, usage: unknown = null) =>
  `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, usage })}\n\n`
const wordChunk = (content: string) => chunk([{ index: 0, delta: { content }, finish_reason: null }])
const END = [
  chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]),
  chunk([], USAGE),
  'data: [DONE]\n\n',
].join('')
const STREAMED = [...WORDS.map(wordChunk), END].join('')
const SLOW_CHUNK = wordChunk(' aye')

const [chunks = 0, delayMs = 0, thinkMs = 0] = process.argv.slice(2).map(Number)

const server = createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => (body += part.toString()))
  request.on('end', () => {
    const reply = () => answer(response, body.includes('"stream":true'))
    if (thinkMs === 0) reply()
    else setTimeout(reply, thinkMs)
  })
})

function answer(response: ServerResponse, stream: boolean): void {
  if (stream && chunks > 0) return answerSlowly(response)
  const text = stream ? STREAMED : WHOLE
  response.writeHead(200, {
    'content-type': stream ? 'text/event-stream' : 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

function answerSlowly(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(SLOW_CHUNK)
  let left = chunks - 1
  const timer = setInterval(() => {
    if (left > 0) response.write(SLOW_CHUNK)
    else response.end(END)
    left -= 1
  }, delayMs)
  response.once('close', () => clearInterval(timer))
}

server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
// The bench has ended, cleanly or not.
process.once('disconnect', () => process.exit(0))
