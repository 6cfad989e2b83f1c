import type { ChatService, ChatTenant, CompletionTenant } from '@bulkhead/contracts/chat'
import type { RequestContext } from '@bulkhead/contracts/context'
import type { AnswerRequest } from '@bulkhead/contracts/http/answers'
import type { ChatCompletionRequest } from '@bulkhead/contracts/http/chat-completions'
import type { PageRequest } from '@bulkhead/contracts/http/lists'
import type { InputItemsPage } from '@bulkhead/contracts/http/responses/response-object'
import type { ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'
import type { CreateSession, SendMessage, SessionsPage } from '@bulkhead/contracts/http/sessions'
import type { WarmAsk } from '@bulkhead/contracts/warm-all'
import { Log } from '@bulkhead/logging/log'
import { gatheredMethod, toldMethod } from '@bulkhead/worker/gathered-method'
import { answerPing } from '@bulkhead/worker/ping'
import { warmEach } from '@bulkhead/worker/warm'
import { WorkerEntrypoint } from 'cloudflare:workers'

import type { ChatEnv } from './env.ts'
import { eraseTenant } from './erase.ts'
import { reply } from './kept/reply.ts'
import type { Run } from './run.ts'
import * as responses from './sessions/responses.ts'
import * as sessions from './sessions/sessions.ts'

/** RPC only: this Worker has no route and answers nothing over HTTP. */
export class Chat extends WorkerEntrypoint<ChatEnv> implements ChatService {
  readonly #log = new Log('chat/rpc', this.env)
  readonly #waitUntil = (work: Promise<unknown>) => this.ctx.waitUntil(work)

  complete(ctx: RequestContext, tenant: CompletionTenant, request: ChatCompletionRequest, written?: string) {
    return this.#reply(ctx, (run) => reply(run, { kind: 'completion', tenant, request, written }))
  }

  answer(ctx: RequestContext, tenant: ChatTenant, request: AnswerRequest) {
    return this.#reply(ctx, (run) => reply(run, { kind: 'answer', tenant, request }))
  }

  respond(ctx: RequestContext, tenant: ChatTenant, request: ResponsesRequest) {
    return this.#reply(ctx, (run) => responses.respond(run, tenant, request))
  }

  getResponse(ctx: RequestContext, responseId: string) {
    return this.#method(ctx, (run) => responses.getResponse(run, responseId))
  }

  streamResponse(ctx: RequestContext, responseId: string, after: number) {
    return this.#method(ctx, (run) => responses.streamResponse(run, responseId, after))
  }

  cancelResponse(ctx: RequestContext, responseId: string) {
    return this.#method(ctx, (run) => responses.cancelResponse(run, responseId))
  }

  deleteResponse(ctx: RequestContext, responseId: string) {
    return this.#method(ctx, (run) => responses.deleteResponse(run, responseId))
  }

  inputItems(ctx: RequestContext, responseId: string, page: InputItemsPage) {
    return this.#method(ctx, (run) => responses.inputItems(run, responseId, page))
  }

  createSession(ctx: RequestContext, request: CreateSession, tenant?: ChatTenant) {
    return this.#method(ctx, (run) => sessions.createSession(run, request, tenant))
  }

  storage(ctx: RequestContext) {
    return this.#method(ctx, sessions.storage)
  }

  listSessions(ctx: RequestContext, page: SessionsPage) {
    return this.#method(ctx, (run) => sessions.listSessions(run, page))
  }

  getSession(ctx: RequestContext, sessionId: string) {
    return this.#method(ctx, (run) => sessions.getSession(run, sessionId))
  }

  deleteSession(ctx: RequestContext, sessionId: string) {
    return this.#method(ctx, (run) => sessions.deleteSession(run, sessionId))
  }

  listMessages(ctx: RequestContext, sessionId: string, page: PageRequest) {
    return this.#method(ctx, (run) => sessions.listMessages(run, sessionId, page))
  }

  sendMessage(ctx: RequestContext, tenant: ChatTenant, sessionId: string, request: SendMessage) {
    return this.#method(ctx, (run) => sessions.sendMessage(run, tenant, sessionId, request))
  }

  attach(ctx: RequestContext, sessionId: string, messageId: string, lastEventId: number) {
    return this.#method(ctx, (run) => sessions.attach(run, sessionId, messageId, lastEventId))
  }

  erase(ctx: RequestContext) {
    return this.#method(ctx, eraseTenant)
  }

  warm(ctx: RequestContext) {
    return this.#method(ctx, sessions.warm)
  }

  warmAll(asks: readonly WarmAsk[]) {
    return warmEach(asks, ({ ctx }) => this.warm(ctx))
  }

  ping() {
    return answerPing(this.env, [
      'CHAT_SESSIONS',
      'COMPLETIONS',
      'SESSION_DIRECTORIES',
      'ARCHIVE',
      'AI',
      'RATE_LIMIT',
    ])
  }

  #method<T>(ctx: RequestContext, use: (run: Run) => Promise<T>) {
    return gatheredMethod(this.#setting(), ctx, (log) => use(this.#run(ctx, log)))
  }

  #reply<T>(ctx: RequestContext, use: (run: Run) => Promise<T>) {
    return toldMethod(this.#setting(), ctx, (log) => use(this.#run(ctx, log)))
  }

  #setting() {
    return { log: this.#log, waitUntil: this.#waitUntil }
  }

  #run(ctx: RequestContext, log: Log): Run {
    return { env: this.env, ctx, log, waitUntil: this.#waitUntil }
  }
}
