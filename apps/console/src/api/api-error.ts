import { AdminError } from '@bulkhead/admin-client/admin-error'

import { metLimitIn, type MetLimit } from './met-limit.ts'

interface Answered {
  readonly headers?: Headers
  readonly isOfTenantKey?: boolean
}

/** What an API of Bulkhead answers instead of what was asked for. */
export class ApiError extends AdminError {
  /** Of a request with a tenant's key: it says nothing of the session. */
  readonly isOfTenantKey: boolean
  readonly metLimit: MetLimit

  constructor(status: number, body: unknown, { headers, isOfTenantKey = false }: Answered = {}) {
    super(status, body)
    this.isOfTenantKey = isOfTenantKey
    this.metLimit = headers === undefined ? {} : metLimitIn(headers)
  }
}

/** What was asked for is not there, or not there any more. */
export function isGone(thrown: unknown): boolean {
  return thrown instanceof ApiError && thrown.status === 404
}
