/** What the API answers instead of what was asked for. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly requestId: string | undefined
  readonly details: readonly FieldProblem[]
  /** Of a request with a tenant's key: it says nothing of the session. */
  readonly isOfTenantKey: boolean

  constructor(status: number, headers: Headers, body: unknown, isOfTenantKey = false) {
    const error = recordIn(recordIn(body)?.['error'])
    super(textIn(error?.['message']) ?? `The server answered ${status}.`)
    this.status = status
    this.code = textIn(error?.['code']) ?? 'unknown'
    this.requestId = textIn(error?.['requestId']) ?? headers.get('x-request-id') ?? undefined
    this.details = problemsIn(error?.['details'])
    this.isOfTenantKey = isOfTenantKey
  }
}

/** No answer at all. */
export function unreachable(): ApiError {
  const message = 'The server cannot be reached. Check the connection, then try again.'
  return new ApiError(0, new Headers(), { error: { code: 'unreachable', message } })
}

/** What is wrong with one field of a request. */
export interface FieldProblem {
  readonly path: string
  readonly message: string
}

function problemsIn(details: unknown): FieldProblem[] {
  if (!Array.isArray(details)) return []
  return details.flatMap((detail: unknown) => {
    const entry = recordIn(detail)
    const message = textIn(entry?.['message'])
    return message === undefined ? [] : [{ path: textIn(entry?.['path']) ?? '', message }]
  })
}

function recordIn(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return { ...value }
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
