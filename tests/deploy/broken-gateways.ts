import type { Rewrite } from '@bulkhead/harness/cloudflare/api/answer'

/** Puts a handler around the gateway's own: `fetch` is its code, with `inner` for what it wraps. */
function around(fetch: string): Rewrite {
  return (worker, code) => {
    if (worker !== 'bulkhead-gateway') return code
    return code.replace(
      /export \{\s*(\w+) as default\s*\};?/,
      (_, inner: string) =>
        `const outer = { ...${inner}, fetch: ${fetch.replaceAll('inner', inner)} };\nexport { outer as default };`,
    )
  }
}

/** Answers 500 to whoever wants to chat. */
export const FAILING = around(`async (request, env, ctx) => {
  const response = await inner.fetch(request, env, ctx)
  const isChat = new URL(request.url).pathname.startsWith('/v1/chat/')
  return isChat ? new Response('broken', { status: 500, headers: response.headers }) : response
}`)

/** Takes three times as long for everything. */
export const SLOW: Rewrite = (worker, code) =>
  worker === 'bulkhead-gateway'
    ? code.replace(
        'const finished = withOurHeaders(response, exchange)',
        'await new Promise((done) => setTimeout(done, 2 * (Date.now() - exchange.startMs)));\n$&',
      )
    : code
