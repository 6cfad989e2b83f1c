/** One field that is wrong. */
export interface FieldProblem {
  readonly path: string
  readonly message: string
}

/** A refusal of the admin API. */
export class AdminError extends Error {
  override readonly name = 'AdminError'
  readonly status: number
  /** Undefined when it was not Bulkhead that answered. */
  readonly code: string | undefined
  readonly requestId: string | undefined
  readonly problems: readonly FieldProblem[]
  /** What the code's own facts are; of `invalid_request` they are the problems. */
  readonly details: unknown

  constructor(status: number, body: unknown) {
    const error = fieldOf(body, 'error')
    super(textOf(error, 'message') ?? `answered ${status}, and not by Bulkhead's admin API`)
    this.status = status
    this.code = textOf(error, 'code')
    this.requestId = textOf(error, 'requestId')
    this.details = fieldOf(error, 'details')
    this.problems = Array.isArray(this.details) ? this.details.flatMap(problemIn) : []
  }
}

function problemIn(entry: unknown): FieldProblem[] {
  const path = textOf(entry, 'path')
  const message = textOf(entry, 'message')
  return path === undefined || message === undefined ? [] : [{ path, message }]
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function textOf(value: unknown, name: string): string | undefined {
  const text = fieldOf(value, name)
  return typeof text === 'string' ? text : undefined
}
