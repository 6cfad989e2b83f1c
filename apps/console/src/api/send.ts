import { ApiError } from './api-error.ts'
import { metLimitIn } from './met-limit.ts'
import { noteRequestLimit } from './pace.ts'
import { noteReach } from './reach.ts'

/** Every request of the console goes through here. @throws ApiError for every answer that is none of 2xx, and for none */
export async function send(request: Request): Promise<Response> {
  const response = await answerTo(request)
  const isOfTenantKey = request.headers.has('authorization')
  if (isOfTenantKey) noteRequestLimit(metLimitIn(response.headers).requestsPerMinute)
  if (response.ok) return response
  throw await refusalIn(response, isOfTenantKey)
}

async function answerTo(request: Request): Promise<Response> {
  try {
    const response = await fetch(request)
    noteReach(true)
    return response
  } catch (thrown) {
    if (request.signal.aborted) throw thrown
    noteReach(false)
    throw new ApiError(0, { error: UNREACHABLE })
  }
}

const UNREACHABLE = {
  code: 'unreachable',
  message: 'The server cannot be reached. Check the connection, then try again.',
}

/** A page of HTML from something in between has no id of ours but in its header. */
async function refusalIn(response: Response, isOfTenantKey: boolean): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined)
  const requestId = response.headers.get('x-request-id') ?? undefined
  const isOurs = typeof body === 'object' && body !== null && 'error' in body
  const error = { message: `The server answered ${response.status}.`, requestId }
  const { status, headers } = response
  return new ApiError(status, isOurs ? body : { error }, { headers, isOfTenantKey })
}
