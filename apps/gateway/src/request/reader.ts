import { hasFragileNumber } from '@bulkhead/ai/json/json'
import { MAX_JSON_BYTES } from '@bulkhead/http/limits'
import { parseJson, parseWith, readText, tooLarge } from '@bulkhead/http/read-body'
import type * as z from 'zod/mini'

import type { Accepted } from './accepted.ts'
import type { Exchange } from './exchange.ts'

export interface Read<Input> {
  readonly input: Input
  /** What a repeat under the same Idempotency-Key must repeat. */
  readonly text: string
}

/** How a route reads a request. `Body` is the JSON that a client may send. */
export interface Reader<Input, Body = never> {
  readonly read: (exchange: Exchange) => Promise<Read<Input>>
  readonly accepts: Accepted<Body>
}

/** Reads the body with a schema. */
export function jsonBody<Input, Body>(
  schema: z.core.$ZodType<Input, Body>,
  limitBytes = MAX_JSON_BYTES,
): Reader<Input, Body> {
  return {
    accepts: { body: schema },
    read: async ({ request }) => {
      const text = await readText(request, limitBytes)
      return { input: parseJson(request, text, schema), text }
    },
  }
}

/**
 * The same with the text beside it, if parsing changes a number of it: for those who pass it on. Images and
 * other data URLs may come besides the JSON itself, which is no larger than elsewhere.
 */
export function writtenBody<Input, Body>(
  schema: z.core.$ZodType<Input, Body>,
  limitBytes: number,
): Reader<{ readonly request: Input; readonly written: string | undefined }, Body> {
  const { accepts, read } = jsonBody(schema, limitBytes)
  return {
    accepts,
    read: async (exchange) => {
      const { input: request, text } = await read(exchange)
      // What crosses to chat has a limit: the text fits beside the request only where no data is in it.
      const isLarge = text.length > MAX_JSON_BYTES
      if (isLarge && charsBesideData(text) > MAX_JSON_BYTES) throw tooLarge(MAX_JSON_BYTES)
      return { input: { request, written: isLarge || !hasFragileNumber(text) ? undefined : text }, text }
    },
  }
}

/** Base64 in quotes: how data comes in JSON. */
const DATA = /"(?:data:[^",]{0,100},)?[A-Za-z0-9+/=_\\-]{1024,}"/g

function charsBesideData(text: string): number {
  let data = 0
  for (const [found] of text.matchAll(DATA)) data += found.length
  return text.length - data
}

/** Reads the query string with a schema. */
export function queryOf<Input>(schema: z.core.$ZodType<Input>): Reader<Input> {
  return {
    accepts: { query: schema },
    read: async ({ url }) => ({ input: parseWith(schema, Object.fromEntries(url.searchParams)), text: '' }),
  }
}

/** Reads the query string besides. */
export function withQuery<Input, Body, Query>(
  reader: Reader<Input, Body>,
  schema: z.core.$ZodType<Query>,
): Reader<{ readonly request: Input; readonly query: Query }, Body> {
  const { read } = queryOf(schema)
  return {
    accepts: { ...reader.accepts, query: schema },
    read: async (exchange) => {
      const { input: query } = await read(exchange)
      const { input: request, text } = await reader.read(exchange)
      return { input: { request, query }, text }
    },
  }
}

/** For routes that read nothing. */
export const nothing: Reader<null> = { accepts: {}, read: async () => ({ input: null, text: '' }) }
