import { useQueryClient } from '@tanstack/react-query'

import { retryAll } from '../../records/documents.ts'
import { startWork } from '../../work/work.ts'

/** Starts every failed document of a tenant again; goes on behind other pages. */
export function useRetryAll(tenantId: string): () => void {
  const client = useQueryClient()
  return () =>
    startWork(`Retry failed documents of ${tenantId}`, async (report) => {
      report({ detail: 'asking for every failed document' })
      const retried = await retryAll(tenantId)
      await client.invalidateQueries({ queryKey: ['list'] })
      if (retried === 0) return 'none had failed'
      return retried === 1 ? '1 document starts again' : `${retried} documents start again`
    })
}
