import { isIpv4Private, isIpv6Public } from './public-address.ts'

/** Names that never leave a machine or a network. */
const INNER = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa|test|invalid|onion)\.?$/

/**
 * Whether a model may be pointed there: `https:` on a public host. Providers fetch what they are pointed at
 * from inside their own network, so private addresses, in whatever spelling, are refused. Fails closed: what
 * is no URL is not public.
 */
export function isPublicUrl(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false
  const { hostname } = url
  if (hostname.startsWith('[')) return isIpv6Public(hostname.slice(1, -1))
  if (/^[\d.]+$/.test(hostname)) return !isIpv4Private(hostname)
  return hostname.includes('.') && !INNER.test(hostname)
}
