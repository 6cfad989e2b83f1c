import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { StoredMessage } from '../../stage/conversation.ts'

/** Where Miniflare stores the bytes of R2, one file per object. */
const BLOBS = 'v3/r2/bulkhead-archive/blobs'

/** The archived messages of one session in a local run, by object. Clients cannot read the archive, so this reads its files. */
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
