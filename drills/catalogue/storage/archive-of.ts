import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { StoredMessage } from '../../stage/conversation.ts'

/** Where Miniflare keeps the bytes of what is in R2, one file for each object. */
const BLOBS = 'v3/r2/bulkhead-archive/blobs'

/** What the archive of a local run holds of one session, object by object. Clients cannot read it, so its files are. */
export function archivedOf(stateDir: string, sessionId: string): readonly (readonly StoredMessage[])[] {
  const folder = join(stateDir, BLOBS)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((text) => text.includes(`"sessionId":"${sessionId}"`))
    .map((text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    )
}
