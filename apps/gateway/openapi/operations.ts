import { Answer, AnswerRequest } from '@bulkhead/contracts/http/answers'
import { ChatCompletionRequest } from '@bulkhead/contracts/http/chat-completions'
import { Document, DocumentInput, DocumentReceipt } from '@bulkhead/contracts/http/documents'
import { EmbeddingsRequest, EmbeddingsResponse } from '@bulkhead/contracts/http/embeddings'
import { Model } from '@bulkhead/contracts/http/models'
import { SearchReply, SearchRequest } from '@bulkhead/contracts/http/search'
import { CreateSession, Message, SendMessage, Session } from '@bulkhead/contracts/http/sessions'
import { Usage } from '@bulkhead/contracts/http/usage'
import type { ErrorCode } from '@bulkhead/errors/codes'
import * as z from 'zod/mini'

import { FLAG_OPERATIONS } from './flag-operations.ts'

type Schema = z.core.$ZodType

/** What a reader needs to know of one route, besides what its row in the route table says. */
export interface Operation {
  readonly summary: string
  readonly description?: string
  readonly request?: Schema
  /** Raw bodies that the route takes besides JSON. */
  readonly rawRequest?: readonly string[]
  readonly query?: readonly string[]
  readonly headers?: readonly string[]
  readonly status: number
  readonly response?: Schema
  /** The route can stream server-sent events. */
  readonly streams?: boolean
  /** Codes of its own, besides those that every route of its kind can answer. */
  readonly errors?: readonly ErrorCode[]
}

const page = (item: Schema) => z.object({ data: z.array(item), nextCursor: z.nullable(z.string()) })
const PAGING = ['limit', 'cursor']
const IDEMPOTENT = ['Idempotency-Key']
const AI_ERRORS: readonly ErrorCode[] = [
  'model_not_found',
  'context_length_exceeded',
  'content_rejected',
  'budget_exceeded',
  'budget_in_flight',
  'ai_rejected',
  'ai_unavailable',
  'ai_timeout',
  'idempotency_in_progress',
  'idempotency_mismatch',
]

const EmbeddingModel = z.object({ model: z.string(), dimensions: z.int() })

/** One entry for each row of the route table; a test compares the two. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET /healthz': {
    summary: 'Is the gateway alive?',
    status: 200,
    response: z.object({ status: z.literal('ok') }),
  },
  'GET /readyz': {
    summary: 'Does every Worker behind the gateway answer?',
    description: 'Cached for 5 s. Which one does not answer is told to the admin token only.',
    status: 200,
    response: z.object({ status: z.literal('ready') }),
    errors: ['service_unavailable'],
  },
  'POST /v1/chat/completions': {
    summary: 'Answer a conversation',
    description:
      'OpenAI-compatible: OpenAI\'s clients work unchanged. Unknown fields are ignored; `model` may be left out; `max_tokens` is lowered to the tenant\'s own ceiling. A stream ends with `data: [DONE]`, or, when it fails, with a chunk that has `error` and `finish_reason: "error"`.',
    request: ChatCompletionRequest,
    headers: IDEMPOTENT,
    status: 200,
    response: z.looseObject({ id: z.string(), object: z.literal('chat.completion') }),
    streams: true,
    errors: AI_ERRORS,
  },
  'GET /v1/models': {
    summary: 'List the models the tenant may use',
    status: 200,
    response: z.object({ object: z.literal('list'), data: z.array(Model) }),
  },
  'GET /v1/models/:id': {
    summary: 'Read one model',
    description: 'Ids hold slashes, raw or as `%2F`.',
    status: 200,
    response: Model,
    errors: ['model_not_found'],
  },
  'POST /v1/embeddings': {
    summary: 'Embed texts',
    description: 'OpenAI-compatible.',
    request: EmbeddingsRequest,
    status: 200,
    response: EmbeddingsResponse,
    errors: ['model_not_found', 'budget_exceeded', 'budget_in_flight', 'ai_unavailable', 'ai_timeout'],
  },
  'POST /v1/sessions': {
    summary: 'Start a conversation that the server keeps',
    request: CreateSession,
    headers: IDEMPOTENT,
    status: 201,
    response: Session,
    errors: ['idempotency_mismatch', 'storage_unavailable'],
  },
  'GET /v1/sessions': { summary: 'List sessions', query: PAGING, status: 200, response: page(Session) },
  'GET /v1/sessions/:id': {
    summary: 'Read a session',
    status: 200,
    response: Session,
    errors: ['not_found'],
  },
  'DELETE /v1/sessions/:id': {
    summary: 'Delete a session and its messages',
    description: 'A stream that is running ends with an `error` event.',
    status: 204,
    errors: ['not_found'],
  },
  'GET /v1/sessions/:id/messages': {
    summary: 'Read the history, oldest first',
    query: PAGING,
    status: 200,
    response: page(Message),
    errors: ['not_found'],
  },
  'POST /v1/sessions/:id/messages': {
    summary: 'Send a message and get the answer',
    description:
      'With `stream: true` the answer comes as named events: `message.start`, `retrieval`, `delta`, `citation`, and exactly one of `message.end` and `error`. The answer is finished and stored even if the client leaves. `retrieval` needs the scope `search` too.',
    request: SendMessage,
    headers: IDEMPOTENT,
    status: 200,
    response: Message,
    streams: true,
    errors: ['not_found', 'session_busy', ...AI_ERRORS, 'storage_unavailable'],
  },
  'GET /v1/sessions/:id/messages/:messageId/stream': {
    summary: 'Attach to a running or finished answer',
    description: 'Send the id of the last event you saw as `Last-Event-ID` to get what follows it.',
    headers: ['Last-Event-ID'],
    status: 200,
    streams: true,
    errors: ['not_found'],
  },
  'POST /v1/answers': {
    summary: "Answer a question from the tenant's documents",
    description:
      'Every citation is checked by the server: its quote stands in the document it names. What could not be consulted is said in `warnings`.',
    request: AnswerRequest,
    headers: IDEMPOTENT,
    status: 200,
    response: Answer,
    streams: true,
    errors: AI_ERRORS,
  },
  'POST /v1/search': {
    summary: 'Search the documents',
    description: 'By words and by meaning; when one side is away the other answers, and `warnings` says so.',
    request: SearchRequest,
    status: 200,
    response: SearchReply,
    errors: ['budget_exceeded', 'budget_in_flight', 'retrieval_unavailable'],
  },
  'POST /v1/documents': {
    summary: 'Put a document in',
    description:
      'As JSON up to 1 MiB, or as the raw file up to 25 MiB with its content type and length. The same id and content changes nothing; new content becomes a new version that replaces the old one whole.',
    request: DocumentInput,
    rawRequest: ['text/plain', 'text/markdown', 'text/html'],
    query: ['id', 'title'],
    headers: IDEMPOTENT,
    status: 202,
    response: DocumentReceipt,
    errors: ['length_required', 'unsupported_media_type', 'storage_unavailable'],
  },
  'GET /v1/documents': { summary: 'List documents', query: PAGING, status: 200, response: page(Document) },
  'GET /v1/documents/:id': {
    summary: 'Read where a document stands',
    status: 200,
    response: Document,
    errors: ['not_found'],
  },
  'DELETE /v1/documents/:id': { summary: 'Delete a document', status: 204, errors: ['not_found'] },
  'POST /v1/documents/:id/retry': {
    summary: 'Send a failed document round again',
    status: 202,
    response: DocumentReceipt,
    errors: ['not_found'],
  },
  'GET /v1/usage': { summary: 'What was used and what is left', status: 200, response: Usage },
  'DELETE /admin/tenants/:id/data': {
    summary: "Erase a tenant's data",
    description: 'Returns how much went; repeat it until every count is 0.',
    status: 200,
    response: z.object({
      documents: z.int(),
      chunks: z.int(),
      sessions: z.int(),
      messages: z.int(),
      usageRows: z.int(),
    }),
    errors: ['tenant_not_found'],
  },
  'POST /admin/tenants/:id/documents/retry': {
    summary: "Send all of a tenant's failed documents round again",
    status: 200,
    response: z.object({ retried: z.int() }),
    errors: ['tenant_not_found'],
  },
  'GET /admin/tenants/:id/embedding': {
    summary: "Which embedding model a tenant's documents are searched by",
    description:
      '`stamp` is null while the tenant has no vectors; `move` tells how far a change of the model is, and is null when none is under way.',
    status: 200,
    response: z.object({
      stamp: z.nullable(EmbeddingModel),
      move: z.nullable(z.object({ to: EmbeddingModel, documents: z.int(), moved: z.int() })),
    }),
    errors: ['tenant_not_found'],
  },
  ...FLAG_OPERATIONS,
  'GET /metrics': {
    summary: 'Everything that is counted',
    description: "In Prometheus' text format. Up to a second behind.",
    status: 200,
  },
}
