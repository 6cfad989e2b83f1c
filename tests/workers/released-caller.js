/** A caller as an older version was: passes recorded arguments on to today's Workers and tells what came back. Streams travel as `{$stream: text}`. */
export default {
  async fetch(request, env) {
    const { service, method, args } = await request.json()
    const result = await env[service][method](...args.map(revived))
    const stream = result?.value?.stream
    if (stream === undefined) return Response.json(result ?? null)
    const value = { ...result.value, stream: { $stream: await new Response(stream).text() } }
    return Response.json({ ...result, value })
  },
}

function revived(arg) {
  if (typeof arg?.$stream !== 'string') return arg
  const bytes = new TextEncoder().encode(arg.$stream)
  const { readable, writable } = new FixedLengthStream(bytes.length)
  const writer = writable.getWriter()
  writer.write(bytes).then(
    () => writer.close(),
    () => undefined,
  )
  return readable
}
