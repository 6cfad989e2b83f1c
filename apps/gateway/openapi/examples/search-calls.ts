import type { ExampleCall } from './example-call.ts'

const QUESTION = 'How do I rinse a halyard?'

export const SEARCH_CALLS: readonly ExampleCall[] = [
  {
    operation: 'POST /v1/search',
    name: 'hybrid',
    summary: 'By words and by meaning',
    body: { query: QUESTION, topK: 3, filter: { year: { gte: 2025 } } },
  },
  {
    operation: 'POST /v1/search',
    name: 'nothing',
    summary: 'A filter that no document meets',
    body: { query: QUESTION, mode: 'words', filter: { shelf: 'anchors' } },
  },
  {
    operation: 'POST /v1/search',
    name: 'invalid_request',
    summary: 'A field is missing',
    body: { topK: 3 },
  },
  {
    operation: 'POST /v1/answers',
    name: 'answer',
    summary: 'An answer with a citation',
    body: { question: QUESTION, filter: { shelf: 'ropes' } },
  },
  {
    operation: 'POST /v1/answers',
    name: 'stream',
    summary: 'The same as events',
    body: { question: QUESTION, filter: { shelf: 'ropes' }, stream: true },
    isStream: true,
  },
  {
    operation: 'POST /v1/rerank',
    name: 'best',
    summary: 'The best of some texts',
    body: {
      query: QUESTION,
      documents: ['Anchors hold a ship.', 'Rinse halyards with fresh water.'],
      top_n: 1,
    },
  },
  {
    operation: 'POST /mcp',
    name: 'search',
    summary: 'Call a tool',
    body: {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'search', arguments: { query: 'halyard', topK: 1 } },
    },
  },
]
