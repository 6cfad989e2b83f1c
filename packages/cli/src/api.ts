import { createAdminClient, type AdminClient } from '@bulkhead/admin-client/admin-client'
import * as z from 'zod/mini'

import { isToken, type Credentials } from './credentials.ts'
import { Failure, reasonOf } from './failure.ts'

const TIMEOUT_MS = 60_000

/** The admin API, for a command line. A POST that gets no answer is sent once more under its Idempotency-Key. */
export function apiOf({ url, token }: Credentials): AdminClient {
  if (!isToken(token)) throw new Failure('the token has characters that no token has: copy it once more')
  return createAdminClient({
    url: originOf(url),
    token,
    headers: { 'user-agent': 'bulkhead-cli' },
    fetch: (request) => {
      const again = request.clone()
      return send(request).catch((thrown: unknown) => {
        if (request.method !== 'POST') throw thrown
        return send(again)
      })
    },
  })
}

function originOf(url: string): string {
  const parsed = URL.parse(url)
  if (parsed !== null && /^https?:$/.test(parsed.protocol)) return parsed.origin
  throw new Failure(`${JSON.stringify(url)} is no deployment: give a URL such as https://admin.example.com`)
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
  } catch (thrown) {
    throw new Failure(`${new URL(request.url).origin} does not answer: ${reasonOf(thrown)}`)
  }
}

/** A body from a file, or made of options: the API checks it, field by field. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- says which body it is to be
export function unchecked<T>(value: unknown): T {
  const body = z.safeParse(
    z.custom<T>((given) => typeof given === 'object' && given !== null && !Array.isArray(given)),
    value,
  )
  if (body.success) return body.data
  throw new Failure('the document must be a JSON object')
}
