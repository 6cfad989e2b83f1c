import { call } from '@bulkhead/calls/call'
import { logFieldsOf } from '@bulkhead/contracts/context'
import { unwrap, type Outcome } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { PATIENCE } from './limits.ts'
import { completionName, directoryName, sessionName } from './names.ts'
import type { CompletionObject, DirectoryObject, SessionObject } from './object-protocol.ts'
import type { Run } from './run.ts'

type Send<T, Answer> = (object: T) => Promise<Outcome<Answer>>

/** Asks the tenant's SessionDirectory. */
export function askDirectory<T>(run: Run, send: Send<DirectoryObject, T>): Promise<T> {
  const { env, ctx } = run
  return callObject(run, () => send(env.SESSION_DIRECTORIES.getByName(directoryName(ctx.tenantId))))
}

/** Asks the ChatSession of this id. */
export function askSession<T>(run: Run, sessionId: string, send: Send<SessionObject, T>): Promise<T> {
  const { env, ctx } = run
  return callObject(run, () => send(env.CHAT_SESSIONS.getByName(sessionName(ctx.tenantId, sessionId))))
}

/** Asks the Completion of this route and Idempotency-Key. */
export function askCompletion<T>(run: Run, keyHash: string, send: Send<CompletionObject, T>): Promise<T> {
  const { env, ctx } = run
  return callObject(run, () => send(env.COMPLETIONS.getByName(completionName(ctx.tenantId, keyHash))))
}

/** An object's refusals pass through; if it is down, overloaded or was reset under the call, that is `storage_unavailable`. */
async function callObject<T>(
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
