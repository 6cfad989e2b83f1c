import type * as z from 'zod/mini'

import type { Exchange } from './exchange.ts'
import { parseJson, parseWith, readText } from './read-body.ts'

/** Reads the body with a schema. */
export function jsonBody<S extends z.core.$ZodType>(schema: S) {
  return async ({ request }: Exchange): Promise<{ input: z.output<S>; text: string }> => {
    const text = await readText(request)
    return { input: parseJson(request, text, schema), text }
  }
}

/** Reads the query string with a schema. */
export function queryOf<S extends z.core.$ZodType>(schema: S) {
  return async ({ url }: Exchange): Promise<{ input: z.output<S> }> => ({
    input: parseWith(schema, Object.fromEntries(url.searchParams)),
  })
}

/** For routes that read nothing. */
export async function nothing(): Promise<{ input: null }> {
  return { input: null }
}
