import { callObject, completionNamed, directoryOf, sessionOf } from './call-object.ts'
import type { Run } from './run.ts'
import { archivePrefix, removeArchive } from './sessions/archive.ts'

export interface Erased {
  readonly sessions: number
  readonly messages: number
}

/**
 * Empties every object of a tenant, then forgets that it was there: cut anywhere, the next run finds what is left. Sessions made meanwhile go
 * too.
 */
export async function eraseTenant(run: Run): Promise<Erased> {
  const { env, ctx } = run
  const directory = () => directoryOf(env, ctx.tenantId)
  let sessions = 0
  let messages = 0
  for (;;) {
    const contents = await callObject(run, () => directory().contents(ctx))
    const { sessionIds, completions } = contents
    if (sessionIds.length + completions.length === 0) break
    const removed = await Promise.all(
      sessionIds.map((id) => callObject(run, () => sessionOf(env, ctx.tenantId, id).destroy(ctx))),
    )
    await Promise.all(
      completions.map((name) => callObject(run, () => completionNamed(env, name).destroy(ctx))),
    )
    await callObject(run, () => directory().forget(ctx, contents))
    sessions += removed.length
    messages += removed.reduce((sum, count) => sum + count, 0)
  }
  await removeArchive(env, archivePrefix(ctx.tenantId))
  return { sessions, messages }
}
