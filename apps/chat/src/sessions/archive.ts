import type { Message } from '@bulkhead/contracts/http/sessions'

import type { ChatEnv } from '../env.ts'

/**
 * Writes messages as NDJSON. The key names them, so writing them again after a crash replaces the same
 * object.
 */
export async function archiveMessages(
  env: ChatEnv,
  prefix: string,
  { firstSeq, lastSeq, messages }: { firstSeq: number; lastSeq: number; messages: readonly Message[] },
): Promise<void> {
  const lines = messages.map((message) => `${JSON.stringify(message)}\n`).join('')
  await env.ARCHIVE.put(`${prefix}${firstSeq}-${lastSeq}.ndjson`, lines, {
    httpMetadata: { contentType: 'application/x-ndjson' },
  })
}

/** Deletes every archived object under a prefix; safe to repeat. */
export async function removeArchive(env: ChatEnv, prefix: string): Promise<void> {
  for (;;) {
    const { objects } = await env.ARCHIVE.list({ prefix })
    if (objects.length === 0) return
    await env.ARCHIVE.delete(objects.map(({ key }) => key))
  }
}
