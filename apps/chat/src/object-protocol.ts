import type {
  AiReply,
  ChatTenant,
  CompletionTenant,
  CreatedSession,
  SessionStorage,
} from '@bulkhead/contracts/chat'
import type { Caller, RequestContext } from '@bulkhead/contracts/context'
import type { AnswerRequest } from '@bulkhead/contracts/http/answers'
import type { ChatCompletionRequest } from '@bulkhead/contracts/http/chat-completions'
import type { Page, PageRequest } from '@bulkhead/contracts/http/lists'
import type { ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'
import type { CreateSession, Message, Session, SessionsPage } from '@bulkhead/contracts/http/sessions'
import type { Outcome } from '@bulkhead/contracts/outcome'

import type { ResponseContext, SessionRequest, StoredResponse } from './stored-response.ts'

/** A namespace of Durable Objects, as far as it is used here. */
export interface Objects<T> {
  getByName(name: string): T
}

/**
 * What the Durable Objects of this Worker are to their callers. What they throw is a bug or failing storage.
 */
export interface SessionObject {
  send(
    ctx: RequestContext,
    tenant: ChatTenant,
    sessionId: string,
    request: SessionRequest,
  ): Promise<Outcome<AiReply>>
  attach(ctx: RequestContext, messageId: string, lastEventId: number): Promise<Outcome<AiReply>>
  listMessages(ctx: RequestContext, page: PageRequest): Promise<Outcome<Page<Message>>>
  response(ctx: RequestContext, messageId: string): Promise<Outcome<StoredResponse>>
  context(ctx: RequestContext, messageId: string): Promise<Outcome<ResponseContext>>
  cancel(ctx: RequestContext, messageId: string): Promise<Outcome<StoredResponse>>
  forget(ctx: RequestContext, messageId: string): Promise<Outcome<void>>
  /** Ends a running answer and forgets everything; returns how many messages went. */
  destroy(ctx: RequestContext): Promise<Outcome<number>>
}

export interface DirectoryObject {
  create(ctx: RequestContext, request: CreateSession, maxBytes?: number): Promise<Outcome<CreatedSession>>
  list(ctx: RequestContext, page: SessionsPage): Promise<Outcome<Page<Session>>>
  get(ctx: RequestContext, sessionId: string): Promise<Outcome<Session>>
  /** Notes that the session was used; `not_found` if there is none, `payload_too_large` without room. */
  touch(ctx: RequestContext, sessionId: string, message?: Incoming): Promise<Outcome<void>>
  /** What a session's messages take up now. */
  noteBytes(caller: Caller, sessionId: string, bytes: number): Promise<Outcome<void>>
  storage(ctx: RequestContext): Promise<Outcome<SessionStorage>>
  remove(ctx: RequestContext, sessionId: string): Promise<Outcome<void>>
  /** Some of the sessions and completions that the tenant still has. */
  contents(ctx: RequestContext): Promise<Outcome<Contents>>
  /** Known by its `keyHash`, so that an erasure finds it. */
  registerCompletion(ctx: RequestContext, keyHash: string): Promise<Outcome<void>>
  forget(ctx: RequestContext, contents: Contents): Promise<Outcome<void>>
  /** Being called is all it takes. */
  warm(ctx: RequestContext): Promise<Outcome<void>>
}

/** A message on its way to a session. */
export interface Incoming {
  readonly bytes: number
  /** What all sessions of the tenant may take up. */
  readonly maxBytes: number
}

export interface Contents {
  readonly sessionIds: readonly string[]
  /** The `keyHash` of each. */
  readonly completions: readonly string[]
}

export type Work =
  | {
      readonly kind: 'completion'
      readonly tenant: CompletionTenant
      readonly request: ChatCompletionRequest
      /** Its own text, if parsing changes a number of it. */
      readonly written?: string | undefined
    }
  | {
      readonly kind: 'response'
      readonly tenant: ChatTenant
      readonly request: ResponsesRequest
      /** What the responses before it said and heard. */
      readonly earlier: ResponseContext['items']
    }
  | { readonly kind: 'answer'; readonly tenant: ChatTenant; readonly request: AnswerRequest }

export interface CompletionObject {
  /** `keyHash`: of route and Idempotency-Key. */
  run(ctx: RequestContext, keyHash: string, work: Work): Promise<Outcome<AiReply>>
  destroy(ctx: RequestContext): Promise<Outcome<void>>
}
