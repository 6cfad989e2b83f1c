import { isRecord } from '../json/json.ts'

/** How servers say that they still live: OpenAI-compatible ones, Anthropic's, and a message with nothing in it. */
const PINGS = new Set(['ping', 'heartbeat', 'keepalive', 'keep-alive', 'keep_alive', 'processing'])
/** Events with which servers end a stream, instead of `[DONE]` or before it. */
const ENDS = new Set(['done', 'end', 'finish', 'close'])
const DONE = /^["']?\[done\]["']?$/i

/** Whether a message says only that the server still lives. `body` is JSON, or a text that is none. */
export function isPing(body: unknown, event: string): boolean {
  if (event === 'error') return false
  if (PINGS.has(event) || isBlank(body)) return true
  if (typeof body === 'string') return PINGS.has(bare(body))
  if (!isRecord(body)) return false
  if (Object.keys(body).every((name) => PINGS.has(name))) return true
  return [body['type'], body['object'], body['event']].some((word) => PINGS.has(String(word)))
}

/** Whether a message ends the stream. */
export function isEnd(event: string, text: string, body: unknown): boolean {
  return DONE.test(text) || (ENDS.has(event) && isBlank(body === undefined ? text : body))
}

/** Events whose name alone says all. */
export function needsNoData(event: string): boolean {
  return event === 'error' || ENDS.has(event)
}

function isBlank(body: unknown): boolean {
  if (body === null || body === '') return true
  if (Array.isArray(body)) return body.length === 0
  return isRecord(body) && Object.keys(body).length === 0
}

/** `[PING]` and `"ping"` are `ping`. */
function bare(text: string): string {
  return text.toLowerCase().replaceAll(/^[["'\s]+|[\]"'\s]+$/g, '')
}
