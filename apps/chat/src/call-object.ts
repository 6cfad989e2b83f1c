import { call } from '@bulkhead/calls/call'
import type { AiReply, ChatTenant, CreatedSession } from '@bulkhead/contracts/chat'
import { logFieldsOf, type RequestContext } from '@bulkhead/contracts/context'
import type { AnswerRequest } from '@bulkhead/contracts/http/answers'
import type { ChatCompletionRequest } from '@bulkhead/contracts/http/chat-completions'
import type { Page, PageRequest } from '@bulkhead/contracts/http/lists'
import type { CreateSession, Message, SendMessage, Session } from '@bulkhead/contracts/http/sessions'
import { unwrap, type Outcome } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { ChatEnv } from './env.ts'
import { PATIENCE } from './limits.ts'
import type { Run } from './run.ts'

/** A namespace of Durable Objects, as far as it is used here. */
export interface Objects<T> {
  getByName(name: string): T
}

/** What the Durable Objects of this Worker are to those who call them. What they throw is a bug or failing storage. */
export interface SessionObject {
  send(
    ctx: RequestContext,
    tenant: ChatTenant,
    sessionId: string,
    request: SendMessage,
  ): Promise<Outcome<AiReply>>
  attach(ctx: RequestContext, messageId: string, lastEventId: number): Promise<Outcome<AiReply>>
  listMessages(ctx: RequestContext, page: PageRequest): Promise<Outcome<Page<Message>>>
  /** Ends a running answer and forgets everything; returns how many messages went. */
  destroy(ctx: RequestContext): Promise<Outcome<number>>
}

export interface DirectoryObject {
  create(ctx: RequestContext, request: CreateSession): Promise<Outcome<CreatedSession>>
  list(ctx: RequestContext, page: PageRequest): Promise<Outcome<Page<Session>>>
  get(ctx: RequestContext, sessionId: string): Promise<Outcome<Session>>
  /** Notes that the session was used; `not_found` if there is none. */
  touch(ctx: RequestContext, sessionId: string): Promise<Outcome<void>>
  remove(ctx: RequestContext, sessionId: string): Promise<Outcome<void>>
  /** Some of the sessions and completions that the tenant still has. */
  contents(ctx: RequestContext): Promise<Outcome<Contents>>
  registerCompletion(ctx: RequestContext, name: string): Promise<Outcome<void>>
  forget(ctx: RequestContext, contents: Contents): Promise<Outcome<void>>
  /** To be called is all it takes. */
  warm(ctx: RequestContext): Promise<Outcome<void>>
}

export interface Contents {
  readonly sessionIds: readonly string[]
  readonly completions: readonly string[]
}

export type Work =
  | { readonly kind: 'completion'; readonly tenant: ChatTenant; readonly request: ChatCompletionRequest }
  | { readonly kind: 'answer'; readonly tenant: ChatTenant; readonly request: AnswerRequest }

export interface CompletionObject {
  run(ctx: RequestContext, name: string, work: Work): Promise<Outcome<AiReply>>
  destroy(ctx: RequestContext): Promise<Outcome<void>>
}

/** The names of all objects are made here and nowhere else. Neither a tenant id nor a session id can hold a slash. */
export function sessionOf(env: ChatEnv, tenantId: TenantId, sessionId: string): SessionObject {
  return env.CHAT_SESSIONS.getByName(`${tenantId}/${sessionId}`)
}

export function directoryOf(env: ChatEnv, tenantId: TenantId): DirectoryObject {
  return env.SESSION_DIRECTORIES.getByName(tenantId)
}

/** `keyHash`: of route and Idempotency-Key. */
export function completionName(tenantId: TenantId, keyHash: string): string {
  return `${tenantId}/${keyHash}`
}

export function completionNamed(env: ChatEnv, name: string): CompletionObject {
  return env.COMPLETIONS.getByName(name)
}

const SESSION_ID = /^sess_[0-9a-f]{32}$/

/** An id of any other form names nothing, and no object is woken for it. */
export function checkSessionId(sessionId: string): void {
  if (!SESSION_ID.test(sessionId)) throw new BulkheadError('not_found')
}

/** Calls an object. Its refusals pass through; that it is down, overloaded or was reset under the call is `storage_unavailable`. */
export async function callObject<T>(
  { ctx, log }: Pick<Run, 'ctx' | 'log'>,
  send: () => Promise<Outcome<T>>,
): Promise<T> {
  const onRetry = (thrown: unknown) => log.warn('durable object asked again', logFieldsOf(ctx), { thrown })
  try {
    return unwrap(await call({ ...PATIENCE.object, onRetry }, ctx.deadline, send))
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    if (error.code !== 'internal') throw error
    log.error(
      'durable object call failed',
      { ...logFieldsOf(ctx), errorCode: 'storage_unavailable' },
      { thrown },
    )
    throw new BulkheadError('storage_unavailable', { cause: thrown })
  }
}
