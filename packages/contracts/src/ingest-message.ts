import * as z from 'zod/mini'

/** What the queue carries: a pointer, never content. The row in the Corpus is the truth; a message only wakes the pipeline. */
export const IngestMessage = z.strictObject({
  v: z.literal(1),
  tenantId: z.string(),
  documentId: z.string(),
  version: z.int(),
  requestId: z.string(),
  traceparent: z.string(),
})
export type IngestMessage = z.infer<typeof IngestMessage>
