import { recordOf } from '../json/json.ts'
import { ProviderFailure } from './provider-failure.ts'

/** What keeps a server from being reached, in the words of workerd and of Node. */
const CAUSES: readonly (readonly [cause: string, says: RegExp])[] = [
  ['connection refused', /ECONNREFUSED|connection refused/i],
  ['name not resolved', /ENOTFOUND|EAI_AGAIN|DNS|getaddrinfo|no such host/i],
  ['TLS failed', /TLS|SSL|certificate|CERT_|ERR_TLS/i],
  ['connection timed out', /ETIMEDOUT|timed? ?out/i],
  ['connection lost', /ECONNRESET|connection (reset|closed)|disconnected|socket/i],
  // workerd tells no more than this.
  ['connection refused or lost', /network connection lost/i],
  ['name not resolved or TLS failed', /internal error; reference/i],
  ['invalid address', /invalid url|unsupported protocol/i],
]

/** What Cloudflare's network answers itself when a Worker's server cannot be reached (developers.cloudflare.com, "5XX errors"). */
const STATUS_CAUSES: Readonly<Record<number, string>> = {
  521: 'connection refused',
  522: 'connection timed out',
  523: 'not reachable',
  525: 'TLS failed',
  526: 'TLS certificate invalid',
  530: 'name not resolved',
}

export function causeOfStatus(status: number): string | undefined {
  return STATUS_CAUSES[status]
}

/** A connection that did not come about, or broke; the cause is for the log. */
export function classifyUnreachable(thrown: unknown): ProviderFailure {
  if (thrown instanceof ProviderFailure) return thrown
  const words: string[] = []
  for (let link: unknown = thrown; link !== undefined && words.length < 9; link = recordOf(link)['cause']) {
    const { message, code } = recordOf(link)
    words.push(String(code), String(message))
  }
  const text = words.join(' ')
  const reason = CAUSES.find(([, says]) => says.test(text))?.[0]
  return new ProviderFailure('transient', { reason, cause: thrown })
}
