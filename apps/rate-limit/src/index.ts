export { RateLimit } from './rate-limit.ts'
export { RateLimiter } from './rate-limiter.ts'

/** Nothing to see over HTTP: callers come through the entrypoint `RateLimit`. */
export default { fetch: () => new Response(null, { status: 404 }) } satisfies ExportedHandler
