import { AI_MARGIN_MS } from '../limits.ts'
import { mcpMessage } from '../mcp/message.ts'
import { takesGrants } from '../mcp/takes-grants.ts'
import { factsOf, NOTHING } from '../mcp/tool-table.ts'
import { tenantRoute } from '../route.ts'

const message = (method: string, params: Readonly<Record<string, unknown>> = {}) => ({
  jsonrpc: '2.0' as const,
  id: 1,
  method,
  params,
})
const called = (name: string, given: object) => message('tools/call', { name, arguments: given })

/** Evaluated with the first message: nobody else waits for the SDK when the gateway starts. */
const sdk = () => import('../mcp/serve-mcp.ts')

const served = tenantRoute({
  method: 'POST',
  path: '/mcp',
  scopes: ['search'],
  operation: {
    summary: 'The documents as an MCP server',
    description:
      'Stateless Streamable HTTP of the Model Context Protocol, 2026-07-28 and before. Tools: `search`, `get_document`, and `answer`, which needs the scope `chat` too. Documents are resources.',
  },
  probes: ({ owner, documentId, words }) => [
    { body: called('search', { query: 'ballast', filter: { owner } }), foreign: 'served' },
    { body: called('get_document', { id: documentId }), foreign: 'served' },
    { body: called('answer', { question: `What is ${words('document')}?` }) },
    { body: message('resources/list') },
  ],
  timeoutMs: ({ config }) => config.chat.timeouts.totalMs + AI_MARGIN_MS,
  reads: mcpMessage,
  moreScopes: ({ call }) => (call === undefined ? [] : (factsOf(call.tool)?.scopes ?? [])),
  bound: ({ call }, tenant, catalogue) =>
    call === undefined ? NOTHING : (factsOf(call.tool)?.bound(call.given, tenant, catalogue) ?? NOTHING),
  handle: async (call, message) => (await sdk()).serveMcp(call, message),
})

export const mcp = takesGrants(served)
