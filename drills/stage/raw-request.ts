import { connect, type Socket } from 'node:net'

import type { Sent } from '@bulkhead/harness/client'

/** Longer than anything here may take to answer. */
const PATIENCE_MS = 20_000

/** One request, line by line, as no client library would send it. Then the connection is closed. */
export function rawRequest(url: URL, head: readonly string[], body = ''): Promise<Sent> {
  const text = [...head, 'Connection: close', '', body].join('\r\n')
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname, () => socket.write(text))
    const chunks: Buffer[] = []
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error(`no answer within ${PATIENCE_MS} ms`)))
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.once('error', reject)
    socket.once('close', () => resolve(parse(Buffer.concat(chunks).toString('utf8'))))
  })
}

/** A request whose answer nobody reads: the socket accepts only what its buffer holds. The caller destroys it. */
export function unreadRequest(url: URL, head: readonly string[], body: string): Socket {
  const socket = connect(Number(url.port), url.hostname)
  socket.on('error', () => undefined)
  socket.pause().write([...head, `Content-Length: ${body.length}`, '', body].join('\r\n'))
  return socket
}

function parse(text: string): Sent {
  const end = text.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = new Headers(lines.map((line) => splitAt(line, ':')))
  const rest = text.slice(end + 4)
  const content = headers.get('transfer-encoding') === 'chunked' ? unchunked(rest) : rest
  const isJson = headers.get('content-type')?.includes('json') === true
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    text: content,
    body: isJson ? JSON.parse(content) : undefined,
  }
}

/** Only for bodies whose characters are single bytes, as those of errors are. */
function unchunked(text: string): string {
  let content = ''
  for (let rest = text; rest !== '';) {
    const [size, after] = splitAt(rest, '\r\n')
    const length = Number.parseInt(size, 16)
    content += after.slice(0, length)
    rest = after.slice(length + 2)
  }
  return content
}

function splitAt(text: string, mark: string): [before: string, after: string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length).trimStart()]
}
