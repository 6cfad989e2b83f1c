/** The request as a command to paste; the key stays a variable, so it lands in no shell's history. */
export function asCurl(origin: string, path: string, body: object): string {
  const isStreamed = 'stream' in body && body.stream === true
  const accept = path === '/mcp' ? ["  -H 'accept: application/json, text/event-stream' \\"] : []
  return [
    `curl -s${isStreamed ? 'N' : ''} ${origin}${path} \\`,
    `  -H "authorization: Bearer $KEY" -H 'content-type: application/json' \\`,
    ...accept,
    `  -d '${JSON.stringify(body, null, 2).replaceAll("'", String.raw`'\''`)}'`,
  ].join('\n')
}
