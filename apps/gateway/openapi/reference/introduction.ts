import { markup, raw } from './markup.ts'

const CURL = `export BULKHEAD=https://bulkhead.example.com KEY=bh_…
curl -s $BULKHEAD/v1/chat/completions -H "authorization: Bearer $KEY" \\
  -H 'content-type: application/json' -d '{"messages": [{"role": "user", "content": "Hello"}]}'`

/** What holds for every route, before the routes. */
export const INTRODUCTION = markup`<section class="group" id="start"><h2>Start here</h2>
<pre tabindex="0"><code>${CURL}</code></pre>
<h3>Authentication</h3>
<p>Send your API key as <code>Authorization: Bearer bh_…</code> or as <code>x-api-key</code>. The key alone says which tenant you are. A key has scopes; each route
names those it needs. A missing or wrong key is 401, a missing scope 403 <a href="#error-scope_insufficient"><code>scope_insufficient</code></a>.</p>
<h3>Errors and repeats</h3>
<p>Every error is <code>{"error": {"code", "message", "type", "param", "requestId", "traceId"}}</code>. On 429 and 503 wait for <code>Retry-After</code>;
<code>x-should-retry: false</code> says that repeating cannot help. A POST with an <code>Idempotency-Key</code> takes effect once: a repeat gets the stored result, or attaches to the stream
that is still running. Every response has <code>x-request-id</code>; give it to your platform team when you ask about a request.</p>
<h3>Streaming</h3>
<p>With <code>"stream": true</code> an answer comes as server-sent events. Exactly one terminal event ends a stream; one that just ends was cut.</p>
${raw(`<div class="scroll" tabindex="0" role="group" aria-label="Streams"><table><thead><tr><th scope="col">Routes</th><th scope="col">Events</th><th scope="col">Terminal</th><th scope="col">Resume</th></tr></thead><tbody>
<tr><td>chat completions</td><td>chunks of OpenAI</td><td><code>[DONE]</code>, or a chunk with <code>error</code></td><td>the same Idempotency-Key</td></tr>
<tr><td>answers</td><td><code>message.start</code> <code>retrieval</code> <code>delta</code> <code>citation</code></td><td><code>message.end</code> or <code>error</code></td><td>the same Idempotency-Key</td></tr>
<tr><td>messages of sessions</td><td>the same</td><td>the same</td><td><a href="#get-v1-sessions-id-messages-messageid-stream">attach</a> with <code>Last-Event-ID</code></td></tr>
<tr><td>responses</td><td>typed events of OpenAI</td><td><code>response.completed</code>, <code>.incomplete</code> or <code>.failed</code></td><td><code>?stream=true&amp;starting_after=</code></td></tr>
</tbody></table></div>`)}
<p>For tools: <a href="/openapi.json">openapi.json</a>.</p></section>`
