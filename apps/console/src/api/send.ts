import { ApiError } from './api-error.ts'

/** Every request of the console goes through here. @throws ApiError for every answer that is none of 2xx, and for none */
export async function send(request: Request): Promise<Response> {
  const response = await answerTo(request)
  if (response.ok) return response
  throw await refusalIn(response, request.headers.has('authorization'))
}

async function answerTo(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (thrown) {
    if (request.signal.aborted) throw thrown
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
  return new ApiError(response.status, isOurs ? body : { error }, isOfTenantKey)
}
