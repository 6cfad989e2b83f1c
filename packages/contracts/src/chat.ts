import type { TenantConfig } from '@bulkhead/tenant-schema/tenant-config'

import type { RequestContext } from './context.ts'
import type { AnswerRequest, Answer } from './http/answers.ts'
import type { ChatCompletionRequest } from './http/chat-completions.ts'
import type { Page, PageRequest } from './http/lists.ts'
import type { InputItemsList, InputItemsPage, ResponseObject } from './http/responses/response-object.ts'
import type { ResponsesRequest } from './http/responses/responses-request.ts'
import type { CreateSession, Message, SendMessage, Session, SessionsPage } from './http/sessions.ts'
import type { Outcome } from './outcome.ts'
import type { WarmAsk, Warmed } from './warm-all.ts'

/** The part of a tenant's config that chat needs. */
export type ChatTenant = Pick<TenantConfig, 'chat' | 'sessions' | 'rag' | 'flags'>

/** Of that, what a completion needs, which comes with its whole conversation. */
export type CompletionTenant = Pick<ChatTenant, 'chat' | 'flags'>

/** What it took to get the reply; becomes the `x-bulkhead-*` headers. */
export interface AiMeta {
  readonly model: string
  readonly attempts: number
  /** Time spent waiting for providers, ms; the rest is ours. For a stream: until its first token. */
  readonly providerMs: number
  /**
   * The stream was opened before its first token: the model is the one asked first, and every failure comes
   * in band.
   */
  readonly isEarly?: boolean
}

/**
 * A plain reply is JSON text, ready to send: parsing it again on the way out would cost and change nothing.
 */
export type AiReply =
  | { readonly kind: 'json'; readonly json: string; readonly ai: AiMeta; readonly replayed: boolean }
  | {
      readonly kind: 'stream'
      /**
       * Server-sent events; every chunk is one or more whole events. Its sender sees to heartbeats and to the one
       * terminal event: it ends with that or breaks, so nobody has to read along.
       */
      readonly stream: ReadableStream<Uint8Array>
      readonly ai: AiMeta
      readonly replayed: boolean
    }

/** A session as it was made; `replayed` when an earlier request with the same Idempotency-Key made it. */
export interface CreatedSession extends Session {
  readonly replayed?: boolean
}

/** What all sessions of a tenant take up: titles, metadata and messages. */
export interface SessionStorage {
  readonly sessionBytes: number
}

/** Implemented by apps/chat (entrypoint `Chat`); called by gateway. */
export interface ChatService {
  /**
   * `POST /v1/chat/completions`: JSON or an OpenAI stream. `written`: the request's own text, if parsing
   * changes a number of it.
   */
  complete(
    ctx: RequestContext,
    tenant: CompletionTenant,
    request: ChatCompletionRequest,
    written?: string,
  ): Promise<Outcome<AiReply>>
  /** One grounded answer: JSON of {@link Answer} or named events. */
  answer(ctx: RequestContext, tenant: ChatTenant, request: AnswerRequest): Promise<Outcome<AiReply>>
  /** `POST /v1/responses`: JSON of a response, or its typed events. */
  respond(ctx: RequestContext, tenant: ChatTenant, request: ResponsesRequest): Promise<Outcome<AiReply>>
  getResponse(ctx: RequestContext, responseId: string): Promise<Outcome<ResponseObject>>
  /** Its events after the one with this sequence number; -1: all. */
  streamResponse(ctx: RequestContext, responseId: string, after: number): Promise<Outcome<AiReply>>
  /** Ends one that is running; of one that is not, nothing changes. */
  cancelResponse(ctx: RequestContext, responseId: string): Promise<Outcome<ResponseObject>>
  deleteResponse(ctx: RequestContext, responseId: string): Promise<Outcome<null>>
  inputItems(ctx: RequestContext, responseId: string, page: InputItemsPage): Promise<Outcome<InputItemsList>>
  /** Without `tenant` nothing bounds what its sessions take up. */
  createSession(
    ctx: RequestContext,
    request: CreateSession,
    tenant?: ChatTenant,
  ): Promise<Outcome<CreatedSession>>
  listSessions(ctx: RequestContext, page: SessionsPage): Promise<Outcome<Page<Session>>>
  storage(ctx: RequestContext): Promise<Outcome<SessionStorage>>
  getSession(ctx: RequestContext, sessionId: string): Promise<Outcome<Session>>
  deleteSession(ctx: RequestContext, sessionId: string): Promise<Outcome<null>>
  /** Oldest first. */
  listMessages(ctx: RequestContext, sessionId: string, page: PageRequest): Promise<Outcome<Page<Message>>>
  /** The assistant's message as JSON of {@link Message}, or named events. */
  sendMessage(
    ctx: RequestContext,
    tenant: ChatTenant,
    sessionId: string,
    request: SendMessage,
  ): Promise<Outcome<AiReply>>
  /** Attaches to a running or finished answer, after the event `lastEventId`. */
  attach(
    ctx: RequestContext,
    sessionId: string,
    messageId: string,
    lastEventId: number,
  ): Promise<Outcome<AiReply>>
  /** Erases the tenant's sessions; safe to repeat. */
  erase(ctx: RequestContext): Promise<Outcome<{ readonly sessions: number; readonly messages: number }>>
  /** Called by the cron. The first call for a tenant creates its (empty) list of sessions. */
  warm(ctx: RequestContext): Promise<Outcome<null>>
  /** `warm` for each, and one that fails keeps nobody else from it. Refuses nothing as a whole. */
  warmAll(asks: readonly WarmAsk[]): Promise<Warmed>
  ping(): Promise<'ok'>
}

export type { Answer }
