/** Codes of Workers AI, by the HTTP status that its table gives them. */
const CODES: Readonly<Record<number, readonly [code: number, text: string]>> = {
  400: [5004, 'Invalid data'],
  401: [10_000, 'Authentication error'],
  403: [3023, 'Service unavailable for account'],
  404: [3042, 'The model name is invalid'],
  408: [3007, 'Request timeout'],
  413: [3006, 'Request is too large'],
  429: [3040, 'Capacity temporarily exceeded, please try again.'],
}
const INTERNAL = [3043, 'Internal server error'] as const

/** What `env.AI.run` throws: the message begins with Workers AI's own code. `status` travels as an own property. */
export class AiError extends Error {
  override readonly name = 'AiError'
  readonly status: number

  constructor(code: number, text: string, status: number) {
    super(`${code}: ${text}`)
    this.status = status
  }

  static ofStatus(status: number): AiError {
    const [code, text] = CODES[status] ?? INTERNAL
    return new AiError(code, `${text} (HTTP ${status})`, status)
  }
}
