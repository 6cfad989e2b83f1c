/**
 * The `type` of the public error body: OpenAI's vocabulary, so that its clients raise the right exception.
 */
export type ErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'insufficient_quota'
  | 'permission_error'
  | 'rate_limit_error'
  | 'api_error'

interface ErrorRow {
  readonly status: number
  readonly type: ErrorType
  /** Whether repeating the same request can help. `false` becomes `x-should-retry: false`. */
  readonly retryable: boolean
  /** What the caller reads: what is wrong and what to do next. */
  readonly message: string
}

const row = (status: number, type: ErrorType, retryable: boolean, message: string): ErrorRow => ({
  status,
  type,
  retryable,
  message,
})

/** Every error a caller can meet. A new public error is a new row here and nothing else. */
export const ERROR_CODES = {
  tenant_required: row(
    400,
    'invalid_request_error',
    false,
    'No tenant was named. Send your API key as "Authorization: Bearer <key>" or "x-api-key: <key>".',
  ),
  invalid_request: row(
    400,
    'invalid_request_error',
    false,
    'The request is not valid. Correct the fields listed in "details" and send it again.',
  ),
  context_length_exceeded: row(
    400,
    'invalid_request_error',
    false,
    'The messages are longer than the model can read. Shorten them or lower max_tokens.',
  ),
  content_rejected: row(
    400,
    'invalid_request_error',
    false,
    'The model provider refused this content. Change the messages before trying again.',
  ),
  api_key_required: row(
    401,
    'authentication_error',
    false,
    'This tenant needs an API key. Send it as "Authorization: Bearer <key>".',
  ),
  api_key_invalid: row(
    401,
    'authentication_error',
    false,
    'The API key is not valid. Check that it was copied whole and has not been revoked.',
  ),
  api_key_expired: row(
    401,
    'authentication_error',
    false,
    'The API key has expired. Ask your administrator for a new one.',
  ),
  budget_exceeded: row(
    402,
    'insufficient_quota',
    false,
    'The budget is spent. Wait until it resets (see "details") or have it raised.',
  ),
  tenant_mismatch: row(
    403,
    'permission_error',
    false,
    'The API key does not belong to the tenant that the x-tenant-id header or the hostname names.',
  ),
  tenant_suspended: row(
    403,
    'permission_error',
    false,
    'This tenant is suspended. Contact your administrator.',
  ),
  scope_insufficient: row(
    403,
    'permission_error',
    false,
    'The API key may not do this. Use a key that has the scope listed in "details".',
  ),
  tenant_not_found: row(
    404,
    'invalid_request_error',
    false,
    'No such tenant. Check the x-tenant-id header and the hostname.',
  ),
  model_not_found: row(
    404,
    'invalid_request_error',
    false,
    'No such model. GET /v1/models lists the ones this tenant may use.',
  ),
  not_found: row(404, 'invalid_request_error', false, 'Nothing is here. Check the path and the id.'),
  method_not_allowed: row(
    405,
    'invalid_request_error',
    false,
    'This path does not take that method. The Allow header lists those it takes.',
  ),
  request_timeout: row(
    408,
    'invalid_request_error',
    true,
    'The body did not arrive in time. Send it again without pauses, or in smaller parts.',
  ),
  length_required: row(411, 'invalid_request_error', false, 'Send a Content-Length header with a raw file.'),
  version_conflict: row(
    412,
    'invalid_request_error',
    false,
    'It was changed in the meantime. Read it again and send the change with the ETag in "details".',
  ),
  payload_too_large: row(
    413,
    'invalid_request_error',
    false,
    'The request is larger than this route or tenant allows. The limit is in "details".',
  ),
  unsupported_media_type: row(
    415,
    'invalid_request_error',
    false,
    'This content type cannot be read here. The accepted ones are in "details".',
  ),
  session_busy: row(
    409,
    'invalid_request_error',
    true,
    'This session is answering another message. Wait for that answer to end, then send again.',
  ),
  idempotency_in_progress: row(
    409,
    'invalid_request_error',
    true,
    'A request with this Idempotency-Key is still running. Repeat it in a moment to get its result.',
  ),
  idempotency_mismatch: row(
    422,
    'invalid_request_error',
    false,
    'This Idempotency-Key was used with another body. Use a new key for a new request.',
  ),
  rate_limited: row(429, 'rate_limit_error', true, 'Too many requests. Wait a little, then send it again.'),
  budget_in_flight: row(
    429,
    'rate_limit_error',
    true,
    'The rest of the budget is reserved by requests that are running. Send it again when they have ended.',
  ),
  internal: row(
    500,
    'api_error',
    false,
    'Something went wrong on our side. Report the requestId if it happens again.',
  ),
  ai_rejected: row(
    502,
    'api_error',
    false,
    'The AI provider refused the request or its credentials. Report the requestId to your administrator.',
  ),
  ai_unavailable: row(503, 'api_error', true, 'AI provider is currently unavailable. Try again in a moment.'),
  retrieval_unavailable: row(
    503,
    'api_error',
    true,
    'Document search is currently unavailable. Try again in a moment.',
  ),
  admission_unavailable: row(
    503,
    'api_error',
    true,
    'Limits cannot be checked at the moment, so nothing was run. Try again in a moment.',
  ),
  storage_unavailable: row(
    503,
    'api_error',
    true,
    'Storage is unavailable at the moment. A change may have been made nevertheless: repeat it with the same Idempotency-Key or document id, and it is made once.',
  ),
  service_unavailable: row(
    503,
    'api_error',
    true,
    'A part of the service is currently unavailable. Try again in a moment.',
  ),
  ai_timeout: row(504, 'api_error', true, 'The model took too long. The timeout that fired is in "details".'),
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof ERROR_CODES

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CODES, value)
}
