import { keepPreviousData } from '@tanstack/react-query'

import type { Schemas } from '../../api/admin.ts'
import { resourceQuery } from '../../api/resource.ts'

export type Traffic = Schemas['Traffic']

/** What the URL says, and what people read. */
export const SPANS = { '1h': 'Last 24 hours', '5m': 'Last 2 hours' } as const
export type Step = keyof typeof SPANS

interface Asked {
  readonly step: Step
  readonly tenant: string | undefined
  readonly route: string | undefined
}

const EVERY_MS = { '1h': 60_000, '5m': 20_000 } as const

export function trafficQuery({ step, tenant, route }: Asked) {
  const query = { step, tenant, route }
  return {
    ...resourceQuery<Traffic>('/admin/v1/traffic', { query, everyMs: EVERY_MS[step] }),
    placeholderData: keepPreviousData,
  }
}
