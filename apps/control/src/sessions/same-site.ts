import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

/**
 * What a browser sends by itself proves nothing about the page behind it: whoever signs in so must say that the
 * request comes from the console's own pages. Fails closed. @throws BulkheadError `scope_insufficient`
 */
export function requireOwnPage({ headers }: Request, { origin }: URL): void {
  const site = headers.get('sec-fetch-site')
  if (site === null ? headers.get('origin') === origin : site === 'same-origin') return
  throw crossSite()
}

/** Signing in from another site's page would put a stranger's session into the browser. */
export function refuseForeignPage({ headers }: Request, { origin }: URL): void {
  const site = headers.get('sec-fetch-site')
  if (site === null ? (headers.get('origin') ?? origin) === origin : site === 'same-origin') return
  throw crossSite()
}

function crossSite(): BulkheadError {
  return new BulkheadError('scope_insufficient', {
    message: 'A session is accepted from pages of this console only. Programs send a token instead.',
  })
}
