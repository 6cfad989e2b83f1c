import type { Outcome } from '@bulkhead/contracts/outcome'
import { askObject } from '@bulkhead/worker/ask-object'
import { objectIn } from '@bulkhead/worker/object-in'

import { PATIENCE } from './limits.ts'
import { completionName, directoryName, sessionName } from './names.ts'
import type { CompletionObject, DirectoryObject, SessionObject } from './object-protocol.ts'
import type { Run } from './run.ts'

type Send<T, Answer> = (object: T) => Promise<Outcome<Answer>>

/** Asks the tenant's SessionDirectory. */
export function askDirectory<T>(run: Run, send: Send<DirectoryObject, T>): Promise<T> {
  const { env, ctx } = run
  return callObject(run, () => send(objectIn(env, env.SESSION_DIRECTORIES, directoryName(ctx.tenantId))))
}

/** Asks the ChatSession of this id. */
export function askSession<T>(run: Run, sessionId: string, send: Send<SessionObject, T>): Promise<T> {
  const { env, ctx } = run
  return callObject(run, () => send(objectIn(env, env.CHAT_SESSIONS, sessionName(ctx.tenantId, sessionId))))
}

/** Asks the Completion of this route and Idempotency-Key. */
export function askCompletion<T>(run: Run, keyHash: string, send: Send<CompletionObject, T>): Promise<T> {
  const { env, ctx } = run
  return callObject(run, () => send(objectIn(env, env.COMPLETIONS, completionName(ctx.tenantId, keyHash))))
}

function callObject<T>({ ctx, log }: Run, send: () => Promise<Outcome<T>>): Promise<T> {
  return askObject({ ctx, log, patience: PATIENCE.object }, send)
}
