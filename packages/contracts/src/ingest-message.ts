import * as z from 'zod/mini'

/**
 * The newest layout that this version writes and reads. Only a change that an older reader cannot ignore
 * raises it.
 */
const LAYOUT = 1

/**
 * What the queue carries: a pointer, never content. The row in the Corpus is the truth; a message only wakes
 * the pipeline. Fields that a newer writer has added are left out.
 */
export const IngestMessage = z.object({
  v: z.literal(LAYOUT),
  tenantId: z.string(),
  documentId: z.string(),
  version: z.int(),
  requestId: z.string(),
  traceparent: z.string(),
})
export type IngestMessage = z.infer<typeof IngestMessage>

const Newer = z.object({ v: z.int().check(z.gt(LAYOUT)) })

/**
 * Written by a newer version than this one, which is being rolled out or was rolled back: keep it for that
 * version.
 */
export function isNewerIngestMessage(body: unknown): boolean {
  return Newer.safeParse(body).success
}
