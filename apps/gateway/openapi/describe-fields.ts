import { CHAT_FIELDS } from './fields/chat-fields.ts'
import { COMMON_FIELDS, ERROR_FIELDS } from './fields/common-fields.ts'
import { DOCUMENT_FIELDS } from './fields/document-fields.ts'
import type { Fields } from './fields/fields.ts'
import { KEY_FIELDS } from './fields/key-fields.ts'
import { RESPONSES_FIELDS } from './fields/responses-fields.ts'
import { SESSION_FIELDS } from './fields/session-fields.ts'
import { USAGE_FIELDS } from './fields/usage-fields.ts'
import { isJson, type Json } from './json.ts'

/** What fields mean, by the name of their schema. They are here because Workers carry what stands in schemas. */
export const DESCRIPTIONS: Readonly<Record<string, Fields>> = {
  ...CHAT_FIELDS,
  ...RESPONSES_FIELDS,
  ...DOCUMENT_FIELDS,
  ...SESSION_FIELDS,
  ...KEY_FIELDS,
  ...USAGE_FIELDS,
  Error: ERROR_FIELDS,
}

/** A JSON Schema with a description on every property; properties that are always refused are left out. */
export function describeFields(place: string, schema: Json, path = ''): Json {
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [
      keyword,
      describedKeyword(keyword, value, { place, path }),
    ]),
  )
}

interface At {
  readonly place: string
  readonly path: string
}

function describedKeyword(keyword: string, value: unknown, { place, path }: At): unknown {
  const inside = (at: string) => (part: unknown) => (isJson(part) ? describeFields(place, part, at) : part)
  switch (keyword) {
    case 'properties':
      return isJson(value) ? describedProperties(value, { place, path }) : value
    case 'items':
      return inside(`${path}[]`)(value)
    case 'additionalProperties':
      return inside(path === '' ? '*' : `${path}.*`)(value)
    case 'anyOf':
    case 'oneOf':
    case 'allOf':
      return Array.isArray(value) ? value.map(inside(path)) : value
    default:
      return value
  }
}

function describedProperties(properties: Json, { place, path }: At): Json {
  const described: Json = {}
  for (const [name, schema] of Object.entries(properties)) {
    if (!isJson(schema) || isRefused(schema)) continue
    const inner = path === '' ? name : `${path}.${name}`
    const description = descriptionOf(place, inner)
    described[name] = {
      ...describeFields(place, schema, inner),
      ...(description === undefined ? {} : { description }),
    }
  }
  return described
}

/** A field that only exists to refuse it with a reason. */
function isRefused(schema: Json): boolean {
  const choices = Array.isArray(schema['anyOf']) ? schema['anyOf'].filter(isJson) : [schema]
  return choices.every((choice) => isJson(choice['not']) || choice['type'] === 'null')
}

/** The description with the longest matching end of the path. */
export function descriptionOf(place: string, path: string): string | undefined {
  const parts = path.split('.')
  const ends = parts.map((_, start) => parts.slice(start).join('.'))
  for (const fields of [DESCRIPTIONS[place] ?? {}, COMMON_FIELDS]) {
    const end = ends.find((candidate) => Object.hasOwn(fields, candidate))
    if (end !== undefined) return fields[end]
  }
  return undefined
}
