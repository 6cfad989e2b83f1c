export { Extract } from './extract.ts'

/** Nothing to see over HTTP: callers come through the entrypoint `Extract`. */
export default { fetch: () => new Response(null, { status: 404 }) } satisfies ExportedHandler
