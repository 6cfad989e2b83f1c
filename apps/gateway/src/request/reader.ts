import { hasFragileNumber } from '@bulkhead/ai/json/json'
import type * as z from 'zod/mini'

import type { Accepted } from './accepted.ts'
import type { Exchange } from './exchange.ts'
import { parseJson, parseWith, readText } from './read-body.ts'

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
export function jsonBody<Input, Body>(schema: z.core.$ZodType<Input, Body>): Reader<Input, Body> {
  return {
    accepts: { body: schema },
    read: async ({ request }) => {
      const text = await readText(request)
      return { input: parseJson(request, text, schema), text }
    },
  }
}

/** The same with the text beside it, if parsing changes a number of it: for those who pass it on. */
export function writtenBody<Input, Body>(
  schema: z.core.$ZodType<Input, Body>,
): Reader<{ readonly request: Input; readonly written: string | undefined }, Body> {
  const { accepts, read } = jsonBody(schema)
  return {
    accepts,
    read: async (exchange) => {
      const { input: request, text } = await read(exchange)
      return { input: { request, written: hasFragileNumber(text) ? text : undefined }, text }
    },
  }
}

/** Reads the query string with a schema. */
export function queryOf<Input>(schema: z.core.$ZodType<Input>): Reader<Input> {
  return {
    accepts: { query: schema },
    read: async ({ url }) => ({ input: parseWith(schema, Object.fromEntries(url.searchParams)), text: '' }),
  }
}

/** For routes that read nothing. */
export const nothing: Reader<null> = { accepts: {}, read: async () => ({ input: null, text: '' }) }
