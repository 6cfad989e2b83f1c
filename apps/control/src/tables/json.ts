import * as z from 'zod/mini'

const JsonObject = z.record(z.string(), z.unknown())
export type JsonObject = z.infer<typeof JsonObject>

/** A column that holds a JSON object. @throws when it holds anything else: a bug, or damaged storage */
export function parsedObject(text: string): JsonObject {
  return JsonObject.parse(JSON.parse(text))
}
