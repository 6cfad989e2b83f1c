import type { Schemas } from '../api/admin.ts'
import { resourceQuery } from '../api/resource.ts'

export type RequestSummary = Schemas['Request']
export type Overview = Schemas['Overview']

const LIVE_MS = 10_000

/** The whole deployment in one answer. */
export const overviewQuery = resourceQuery<Overview>('/admin/v1/overview', { everyMs: LIVE_MS })
