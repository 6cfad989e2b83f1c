import type { ExampleCall } from './example-call.ts'

const HALYARDS = '# Halyards\n\nA halyard hoists a sail. Rinse halyards with fresh water after every passage.'

/** In the order in which a reader would try them: later ones need what earlier ones made. */
export const DOCUMENT_CALLS: readonly ExampleCall[] = [
  {
    operation: 'POST /v1/documents',
    name: 'text',
    summary: 'A text, as JSON',
    body: {
      id: 'halyards',
      title: 'Halyards',
      format: 'markdown',
      text: HALYARDS,
      metadata: { shelf: 'ropes', year: 2026 },
    },
  },
  {
    operation: 'POST /v1/documents',
    name: 'file',
    summary: 'A raw file',
    query: { id: 'berths', title: 'Berths', metadata: '{"year":2026}' },
    file: { type: 'text/csv', text: 'Berth,Length\nA1,12 m\nA2,15 m\n' },
  },
  {
    operation: 'POST /v1/documents',
    name: 'form',
    summary: 'A form of several files',
    form: [
      { name: 'file', fileName: 'hours.md', value: '# Opening hours\n\nThe shop opens at 8 on weekdays.\n' },
      { name: 'file', fileName: 'prices.csv', value: 'Rope,Price\nDyneema 8 mm,4.20\n' },
      { name: 'metadata', value: '{"year": 2026}' },
    ],
  },
  {
    operation: 'GET /v1/documents/:id',
    name: 'indexed',
    summary: 'A document that can be found',
    params: { id: 'halyards' },
    waitsFor: 'indexed',
  },
  {
    operation: 'GET /v1/documents/:id',
    name: 'absent',
    summary: 'An id that names nothing',
    params: { id: 'no-such' },
  },
  {
    operation: 'GET /v1/documents',
    name: 'page',
    summary: 'Documents whose id or title has a part',
    query: { q: 'halyard', limit: '2' },
  },
  {
    operation: 'POST /v1/documents/:id/retry',
    name: 'retry',
    summary: 'Read the document again',
    params: { id: 'halyards' },
  },
]

export const FAREWELL_CALLS: readonly ExampleCall[] = [
  {
    operation: 'DELETE /v1/documents/:id',
    name: 'delete',
    summary: 'Delete a document',
    params: { id: 'berths' },
  },
  {
    operation: 'DELETE /v1/sessions/:id',
    name: 'delete',
    summary: 'Delete a session',
    params: { id: 'sess_0123456789abcdef0123456789abcdef' },
  },
  {
    operation: 'DELETE /v1/responses/:id',
    name: 'delete',
    summary: 'Delete a response',
    params: { id: `resp_${'0123456789abcdef'.repeat(4)}` },
  },
]
