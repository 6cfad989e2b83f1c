import { createMcpHandler, ProtocolErrorCode } from '@modelcontextprotocol/server'

import { giveBack } from '../admission/home.ts'
import { MCP_LISTEN_MS } from '../limits.ts'
import type { TenantCall } from '../route.ts'
import { mcpServer } from './mcp-server.ts'
import type { McpMessage } from './message.ts'

const { InvalidParams, InvalidRequest } = ProtocolErrorCode
const MISTYPED = 'A parameter has the wrong type: cursor and uri are texts.'
const BOTH = 'application/json, text/event-stream'

/**
 * One message in, one answer out; nothing is kept between two. The protocol of 2026-07-28 and those before are
 * served alike. What a message did not need of its reservation goes back.
 */
export async function serveMcp(call: TenantCall, message: McpMessage): Promise<Response> {
  const { exchange } = call
  // Scopes and tokens were decided for one message.
  if (message.isBatch) return refused(call, InvalidRequest, 'Send one message at a time.')
  if (message.isMistyped) return refused(call, InvalidParams, MISTYPED, message.id)
  const handler = createMcpHandler(() => mcpServer(call, message.call?.tool), {
    onerror: (error) => exchange.log.warn('mcp message refused', {}, { thrown: error }),
  })
  const headers = new Headers(exchange.request.headers)
  const accepted = acceptedBy(headers.get('accept') ?? '*/*')
  if (accepted.json || accepted.events) headers.set('accept', BOTH)
  // The key has been proven; nothing behind needs it.
  headers.delete('authorization')
  const { url } = exchange
  try {
    const signal = message.isListening ? ending(exchange.request.signal) : exchange.request.signal
    const request = new Request(url, { method: 'POST', headers, body: message.text, signal })
    const answer = await handler.fetch(request)
    if (message.isListening) return new Response(answer.body, answer)
    // It may begin before its tool has run: only at its end it is known what was used.
    return accepted.events ? new Response(await answer.text(), answer) : await asJson(answer)
  } finally {
    if (!call.isAnswered) giveBack(exchange, call.ctx)
  }
}

function refused(
  { exchange, ctx }: TenantCall,
  code: number,
  message: string,
  id: McpMessage['id'] = null,
): Response {
  giveBack(exchange, ctx)
  return Response.json({ jsonrpc: '2.0', id, error: { code, message } }, { status: 400 })
}

/** The protocol has clients take both forms of an answer; many name one of them, a range, or nothing. */
function acceptedBy(accept: string) {
  const ranges = new Set(accept.split(',').map((range) => range.split(';')[0]?.trim().toLowerCase()))
  const anything = ranges.has('*/*')
  return {
    json: anything || ranges.has('application/json') || ranges.has('application/*'),
    events: anything || ranges.has('text/event-stream') || ranges.has('text/*'),
  }
}

/** The one message of a stream. */
async function asJson(answer: Response): Promise<Response> {
  if (answer.headers.get('content-type')?.startsWith('text/event-stream') !== true)
    return new Response(answer.body, answer)
  const data = /^data: (\{.*)$/m.exec(await answer.text())?.[1]
  const headers = new Headers(answer.headers)
  headers.set('content-type', 'application/json')
  return new Response(data ?? '', { status: answer.status, headers })
}

/** Nothing is ever announced, so who listens holds a connection for nothing: after a while it ends. */
function ending(left: AbortSignal): AbortSignal {
  const end = new AbortController()
  const timer = setTimeout(() => end.abort(), MCP_LISTEN_MS)
  left.addEventListener('abort', () => {
    clearTimeout(timer)
    end.abort()
  })
  return end.signal
}
