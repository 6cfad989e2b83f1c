import { createMcpHandler, ProtocolErrorCode } from '@modelcontextprotocol/server'

import { giveBack } from '../admission/home.ts'
import { MCP_LISTEN_MS } from '../limits.ts'
import type { TenantCall } from '../route.ts'
import { mcpServer } from './mcp-server.ts'
import type { McpMessage } from './message.ts'

const BOTH = 'application/json, text/event-stream'

/**
 * One message in, one answer out; nothing is kept between two. The protocol of 2026-07-28 and those before are
 * served alike. What a message did not need of its reservation goes back.
 */
export async function serveMcp(call: TenantCall, message: McpMessage): Promise<Response> {
  const { exchange } = call
  if (message.isBatch) return refusedBatch(call)
  const handler = createMcpHandler(() => mcpServer(call, message.call?.tool), {
    onerror: (error) => exchange.log.warn('mcp message refused', {}, { thrown: error }),
  })
  const headers = new Headers(exchange.request.headers)
  // Plain HTTP clients name no type that they accept; the protocol's own name both.
  if ((headers.get('accept') ?? '*/*') === '*/*') headers.set('accept', BOTH)
  // The key has been proven; nothing behind needs it.
  headers.delete('authorization')
  const { url } = exchange
  try {
    const signal = message.isListening ? ending(exchange.request.signal) : exchange.request.signal
    const request = new Request(url, { method: 'POST', headers, body: message.text, signal })
    const answer = await handler.fetch(request)
    return new Response(answer.body, answer)
  } finally {
    if (!call.isAnswered) giveBack(exchange, call.ctx)
  }
}

/** Scopes and tokens were decided for one message. */
function refusedBatch({ exchange, ctx }: TenantCall): Response {
  giveBack(exchange, ctx)
  const error = { code: ProtocolErrorCode.InvalidRequest, message: 'Send one message at a time.' }
  return Response.json({ jsonrpc: '2.0', id: null, error }, { status: 400 })
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
