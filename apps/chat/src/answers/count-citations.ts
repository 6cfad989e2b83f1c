import { logFieldsOf } from '@bulkhead/contracts/context'
import type { Citation } from '@bulkhead/contracts/http/sessions'

import type { Run } from '../run.ts'

export function countCitations({ ctx, log }: Run, citations: readonly Citation[]): void {
  if (citations.length === 0) return
  log.info('citations returned', { ...logFieldsOf(ctx), count: citations.length })
}
