declare global {
  /** Of ECMAScript's "JSON.parse source text access", which Node and workerd have and TypeScript does not know yet. */
  interface JSON {
    parse(
      text: string,
      reviver: (name: string, value: unknown, context?: { readonly source?: string }) => unknown,
    ): unknown
    /** Written by JSON.stringify exactly as given. */
    rawJSON(text: string): { readonly rawJSON: string }
  }
}

export type JsonRecord = Readonly<Record<string, unknown>>

/** Narrowing of JSON that a provider sent. By hand: this runs for every streamed chunk. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {}
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Workers AI sends a token that looks like a number as a number, and JSON mode as an object. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return isRecord(value) || Array.isArray(value) ? JSON.stringify(value) : ''
}

export function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A number, also one kept as it was written ({@link parseJson}) or sent as text. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  const text = isRecord(value) ? value['rawJSON'] : value
  if (typeof text !== 'string' || text.trim() === '') return undefined
  const number = Number(text)
  return Number.isFinite(number) ? number : undefined
}

/** The fields that are not named, and whether there are any: a stream has thousands of chunks, and most have none. */
export function fieldsBesides(record: JsonRecord, known: ReadonlySet<string>): JsonRecord | undefined {
  let rest: Record<string, unknown> | undefined
  for (const name in record) {
    if (known.has(name)) continue
    rest ??= {}
    rest[name] = record[name]
  }
  return rest
}

/** What JSON.parse may change in a number: more digits than a double has, a trailing zero, an exponent. In a text too, which costs only time. */
const FRAGILE_NUMBER = /\d{16}|\.\d*0(?!\d)|\d[eE]/

const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/gs

/** Whether JSON.parse and JSON.stringify would change a number of the text. */
export function hasFragileNumber(json: string): boolean {
  return FRAGILE_NUMBER.test(json) && FRAGILE_NUMBER.test(json.replaceAll(STRING, '""'))
}

/** Undefined when the text is no JSON. Numbers that JSON.stringify would write otherwise than they came are kept as they were written. */
export function parseJson(text: string): unknown {
  try {
    return FRAGILE_NUMBER.test(text) ? JSON.parse(text, asWritten) : JSON.parse(text)
  } catch {
    return NO_NUMBER.test(text) ? parsePython(text) : undefined
  }
}

/** What Python writes of a float that is no number, as of the logarithm of zero, and JSON does not know. */
const NO_NUMBER = /[[:,]\s*-?(?:NaN|Infinity)\b/
const STRING_OR_NO_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/gs

function parsePython(text: string): unknown {
  const json = text.replaceAll(STRING_OR_NO_NUMBER, (found) => (found.startsWith('"') ? found : 'null'))
  return json === text ? undefined : parseJson(json)
}

function asWritten(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source
  if (typeof value !== 'number' || source === undefined || String(value) === source) return value
  return JSON.rawJSON(source)
}
