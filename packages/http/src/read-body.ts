import { BulkheadError, type FieldProblem } from '@bulkhead/errors/bulkhead-error'
import { en } from 'zod/locales'
import * as z from 'zod/mini'

import { fieldProblems } from './field-problems.ts'
import { MAX_DISCARDED_BYTES, MAX_JSON_BYTES } from './limits.ts'

// zod/mini has no messages of its own; callers must be able to read what is wrong.
z.config(en())

/** Deeper values cannot cross a binding, and no honest request is. */
const MAX_DEPTH = 100
/** More entries than this help nobody. */
const MAX_PROBLEMS = 20

/** Refuses a body that announces itself as too large, before anything else is done for it. */
export function refuseTooLarge(request: Request, limitBytes: number): void {
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw tooLarge(limitBytes)
}

/** More bytes than the route takes. */
export function tooLarge(limitBytes: number): BulkheadError {
  return new BulkheadError('payload_too_large', { details: { limitBytes } })
}

/** Nothing is decompressed here: the size of the result is known only once it is in memory. */
export function refuseEncoded(request: Request): void {
  if (!request.headers.has('content-encoding')) return
  throw new BulkheadError('unsupported_media_type', {
    message: 'Send the body without Content-Encoding.',
    details: { accepted: ['identity'] },
  })
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/**
 * The body as text. The server enforces a Content-Length; without one the bytes are counted while they are
 * read.
 */
export async function readText(request: Request, limitBytes = MAX_JSON_BYTES): Promise<string> {
  refuseEncoded(request)
  const bytes = await bytesOf(request, limitBytes)
  try {
    return utf8.decode(bytes)
  } catch {
    throw invalid([{ path: '(body)', message: 'must be UTF-8' }])
  }
}

/** @throws BulkheadError `invalid_request` when the client broke off: the client's fault, not ours. */
async function bytesOf(request: Request, limitBytes: number): Promise<ArrayBuffer | Uint8Array> {
  try {
    return await (request.headers.has('content-length')
      ? request.arrayBuffer()
      : countedBytes(request, limitBytes))
  } catch (thrown) {
    if (thrown instanceof BulkheadError) throw thrown
    throw invalid([{ path: '(body)', message: 'did not arrive completely' }])
  }
}

async function countedBytes(request: Request, limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength
    // What is a little too long is read to its end, as by discardBody.
    if (length > limitBytes + MAX_DISCARDED_BYTES) break
    if (length <= limitBytes) chunks.push(chunk)
  }
  if (length > limitBytes) throw tooLarge(limitBytes)
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

/**
 * @throws BulkheadError `invalid_request` with one entry per field, `unsupported_media_type` for anything but
 * JSON.
 */
export function parseJson<S extends z.core.$ZodType>(request: Request, text: string, schema: S): z.output<S> {
  const contentType = request.headers.get('content-type')
  if (contentType !== null && !/^application\/([a-z0-9.+-]+\+)?json\s*(;|$)/i.test(contentType)) {
    throw new BulkheadError('unsupported_media_type', { details: { accepted: ['application/json'] } })
  }
  let raw: unknown
  try {
    // On some routes every field is optional, and so is the body.
    raw = JSON.parse(text === '' ? '{}' : text)
  } catch {
    throw invalid([{ path: '(body)', message: 'must be JSON' }])
  }
  const problem = structureProblem(raw)
  if (problem !== undefined) throw invalid([{ path: '(body)', message: problem }])
  return parseWith(schema, raw)
}

/** Schemas silently skip this name, so a filter by it would filter nothing. */
const UNSAFE_NAME = '__proto__'

/** Level by level, so that no depth can exhaust the stack. */
function structureProblem(body: unknown): string | undefined {
  let level = [body].filter(isContainer)
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= MAX_DEPTH) return `must be nested at most ${MAX_DEPTH} levels deep`
    const below: object[] = []
    for (const item of level) {
      if (Object.hasOwn(item, UNSAFE_NAME)) return `must have no field named ${UNSAFE_NAME}`
      for (const value of Object.values(item)) if (isContainer(value)) below.push(value)
    }
    level = below
  }
  return undefined
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/**
 * Parses anything with a schema; every problem is listed by its path, never with the offending value.
 *
 * @param inside where in the request `raw` stands
 */
export function parseWith<S extends z.core.$ZodType>(
  schema: S,
  raw: unknown,
  inside: readonly PropertyKey[] = [],
): z.output<S> {
  const parsed = z.safeParse(schema, raw)
  if (parsed.success) return parsed.data
  throw invalid(parsed.error.issues.flatMap((issue) => fieldProblems(issue, inside)).slice(0, MAX_PROBLEMS))
}

/** A request whose fields are wrong as listed; the message repeats the first. */
export function invalid(details: readonly FieldProblem[]): BulkheadError {
  const [first] = details
  return new BulkheadError('invalid_request', {
    details,
    ...(first === undefined
      ? {}
      : { param: first.path, message: `The request is not valid: ${first.path}: ${first.message}.` }),
  })
}
