import { askCompletion, askDirectory, askSession } from './call-object.ts'
import { archivePrefix } from './names.ts'
import type { Run } from './run.ts'
import { removeArchive } from './sessions/archive.ts'

export interface Erased {
  readonly sessions: number
  readonly messages: number
}

/**
 * Empties every object of a tenant, and only then forgets it: wherever a run is cut, the next one finds what
 * is left. Sessions that are made meanwhile go too.
 */
export async function eraseTenant(run: Run): Promise<Erased> {
  const { env, ctx } = run
  let sessions = 0
  let messages = 0
  for (;;) {
    const contents = await askDirectory(run, (directory) => directory.contents(ctx))
    const { sessionIds, completions } = contents
    if (sessionIds.length + completions.length === 0) break
    const removed = await Promise.all(
      sessionIds.map((id) => askSession(run, id, (session) => session.destroy(ctx))),
    )
    await Promise.all(
      completions.map((keyHash) => askCompletion(run, keyHash, (completion) => completion.destroy(ctx))),
    )
    await askDirectory(run, (directory) => directory.forget(ctx, contents))
    sessions += removed.length
    messages += removed.reduce((sum, count) => sum + count, 0)
  }
  await removeArchive(env, archivePrefix(ctx.tenantId))
  return { sessions, messages }
}
