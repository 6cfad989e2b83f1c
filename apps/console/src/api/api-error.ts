import { AdminError } from '@bulkhead/admin-client/admin-error'

/** What an API of Bulkhead answers instead of what was asked for. */
export class ApiError extends AdminError {
  /** Of a request with a tenant's key: it says nothing of the session. */
  readonly isOfTenantKey: boolean

  constructor(status: number, body: unknown, isOfTenantKey = false) {
    super(status, body)
    this.isOfTenantKey = isOfTenantKey
  }
}
