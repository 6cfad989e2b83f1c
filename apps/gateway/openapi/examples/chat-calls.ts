import type { ExampleCall } from './example-call.ts'
import { EXAMPLE_NAMES } from './example-names.ts'

const { model, embeddingModel, sessionId, messageId, responseId } = EXAMPLE_NAMES
const HELLO = [{ role: 'user', content: 'Hello' }]

export const CHAT_CALLS: readonly ExampleCall[] = [
  {
    operation: 'GET /v1/models',
    name: 'models',
    summary: 'Every model of the tenant',
    openai: 'models.list',
  },
  { operation: 'GET /v1/models/:id', name: 'model', summary: 'One model', params: { id: model } },
  {
    operation: 'POST /v1/chat/completions',
    name: 'completion',
    summary: 'A whole answer',
    body: { model, messages: HELLO },
    openai: 'chat.completions.create',
  },
  {
    operation: 'POST /v1/chat/completions',
    name: 'stream',
    summary: 'A stream, with usage at its end',
    body: { model, messages: HELLO, stream: true, stream_options: { include_usage: true } },
    openai: 'chat.completions.create',
    isStream: true,
  },
  {
    operation: 'POST /v1/chat/completions',
    name: 'model_not_found',
    summary: 'A model that the tenant may not use',
    body: { model: 'no-such', messages: HELLO },
  },
  {
    operation: 'POST /v1/embeddings',
    name: 'embeddings',
    summary: 'Two texts',
    body: { model: embeddingModel, input: ['a rope', 'a sail'], encoding_format: 'base64' },
    openai: 'embeddings.create',
  },
  {
    operation: 'POST /v1/sessions',
    name: 'session',
    summary: 'A session with a title',
    headers: { 'idempotency-key': 'visit-4711' },
    body: { title: 'Rigging', metadata: { customer: 4711 } },
  },
  {
    operation: 'POST /v1/sessions',
    name: 'idempotency_mismatch',
    summary: 'The same Idempotency-Key with another body',
    headers: { 'idempotency-key': 'visit-4711' },
    body: { title: 'Sails' },
  },
  { operation: 'GET /v1/sessions', name: 'page', summary: 'Newest first', query: { limit: '2' } },
  { operation: 'GET /v1/sessions/:id', name: 'session', summary: 'One session', params: { id: sessionId } },
  {
    operation: 'POST /v1/sessions/:id/messages',
    name: 'message',
    summary: 'An answer that consults documents',
    params: { id: sessionId },
    body: { content: 'How do I rinse a halyard?', retrieval: true },
  },
  {
    operation: 'POST /v1/sessions/:id/messages',
    name: 'stream',
    summary: 'An answer as events',
    params: { id: sessionId },
    body: { content: 'Thank you', stream: true },
    isStream: true,
  },
  {
    operation: 'GET /v1/sessions/:id/messages/:messageId/stream',
    name: 'rest',
    summary: 'The events after the second',
    params: { id: sessionId, messageId },
    headers: { 'last-event-id': '2' },
    isStream: true,
  },
  {
    operation: 'GET /v1/sessions/:id/messages',
    name: 'history',
    summary: 'The history',
    params: { id: sessionId },
    query: { limit: '2' },
  },
  {
    operation: 'POST /v1/responses',
    name: 'response',
    summary: 'A response',
    body: { model, input: 'Hello', instructions: 'Be brief.' },
    openai: 'responses.create',
  },
  {
    operation: 'POST /v1/responses',
    name: 'documents',
    summary: 'A response that consults documents',
    body: { model, input: 'How do I rinse a halyard?', tools: [{ type: 'file_search', max_num_results: 5 }] },
    openai: 'responses.create',
  },
  { operation: 'GET /v1/responses/:id', name: 'response', summary: 'A response', params: { id: responseId } },
  {
    operation: 'GET /v1/responses/:id/input_items',
    name: 'items',
    summary: 'What it was asked',
    params: { id: responseId },
  },
  {
    operation: 'POST /v1/responses/:id/cancel',
    name: 'ended',
    summary: 'One that has ended stays as it is',
    params: { id: responseId },
  },
]
