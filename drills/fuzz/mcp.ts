import { ERROR_CODES } from '@bulkhead/errors/codes'
import { Client, read, type Sent } from '@bulkhead/harness/client'
import { OSCORP } from '@bulkhead/tests/tenants/keys'
import * as fc from 'fast-check'

import { soon } from './answer-rules.ts'
import { mutation } from './mutations.ts'
import { runProperty, type SuiteReport, type Target } from './suite.ts'

const METHODS = [
  'server/discover',
  'initialize',
  'ping',
  'tools/list',
  'tools/call',
  'resources/list',
  'resources/read',
  'resources/templates/list',
  'prompts/list',
  'subscriptions/listen',
  'notifications/initialized',
]
const HEADERS = [
  'mcp-protocol-version',
  'mcp-method',
  'mcp-name',
  'accept',
  'mcp-session-id',
  'last-event-id',
]

const params = fc.oneof(
  fc.record({
    name: fc.constantFrom('search', 'get_document', 'answer', 'erase', '__proto__'),
    arguments: fc.oneof(
      fc.record({ query: fc.string(), topK: fc.integer() }, { requiredKeys: [] }),
      fc.record({ id: fc.string(), from: fc.integer() }, { requiredKeys: [] }),
      fc.record({ question: fc.constant('What is the ballast?') }),
      fc.jsonValue(),
    ),
  }),
  fc.record({
    uri: fc.oneof(
      fc.webUrl(),
      fc.string().map((id) => `bulkhead://documents/${id}`),
    ),
  }),
  fc.record({ cursor: fc.string() }),
  fc.jsonValue(),
)
const message = fc.record(
  {
    jsonrpc: fc.constantFrom('2.0', '1.0'),
    id: fc.oneof(fc.integer(), fc.string(), fc.constant(null)),
    method: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...METHODS) },
      { weight: 1, arbitrary: fc.string() },
    ),
    params,
  },
  { requiredKeys: ['method'] },
)
const posted = fc.tuple(
  fc.oneof({ weight: 9, arbitrary: message }, { weight: 1, arbitrary: fc.array(message, { maxLength: 3 }) }),
  mutation,
  fc.dictionary(
    fc.constantFrom(...HEADERS),
    fc.constantFrom(
      '2026-07-28',
      '2025-11-25',
      '1999-01-01',
      'tools/call',
      'search',
      '*/*',
      'application/json',
    ),
  ),
)

/** Messages of the Model Context Protocol, most of them wrong in one way: each is answered in the protocol's form or with an envelope. */
export function fuzzMcp(target: Target): Promise<SuiteReport> {
  const client = new Client(target.fetch, OSCORP)
  return runProperty(target, {
    name: 'mcp',
    runs: target.requests,
    input: posted,
    check: async ([body, mutate, headers], tally) => {
      const text = mutate(JSON.stringify(body))
      const response = await client.raw(
        'POST',
        '/mcp',
        text,
        { 'content-type': 'application/json', ...headers },
        soon(),
      )
      if (isEndless(response, text)) return await response.body?.cancel()
      const sent = await read(response)
      tally.note(sent.status)
      requireOrderly(sent)
    },
  })
}

/** A subscription stays open until its client leaves. */
function isEndless(response: Response, text: string): boolean {
  return text.includes('subscriptions/listen') && response.headers.get('content-type') === 'text/event-stream'
}

function requireOrderly({ status, headers, text, body }: Sent): void {
  if (!headers.has('x-request-id')) throw new Error(`mcp: ${status} without x-request-id`)
  if (status >= 500) throw new Error(`mcp: ${status} ${text.slice(0, 300)}`)
  const code: unknown = body?.error?.code
  const isOurs = typeof code === 'string' && Object.hasOwn(ERROR_CODES, code)
  if (status >= 400 && !isOurs && typeof code !== 'number')
    throw new Error(`mcp: ${status} in nobody's form: ${text.slice(0, 300)}`)
}
