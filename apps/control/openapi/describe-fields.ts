import { FIGURE_FIELDS } from './fields/figure-fields.ts'
import { RECORD_FIELDS } from './fields/record-fields.ts'
import { TENANT_FIELDS } from './fields/tenant-fields.ts'

/** What fields mean, by name. They are here because the Worker carries what stands in schemas. */
export const MEANINGS: Readonly<Record<string, string>> = {
  ...TENANT_FIELDS,
  ...FIGURE_FIELDS,
  ...RECORD_FIELDS,
}

/** A part of JSON Schema with a description on every property that has none. */
export function describeFields(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(describeFields)
  if (!isRecord(json)) return json
  return Object.fromEntries(
    Object.entries(json).map(([keyword, value]) => [
      keyword,
      keyword === 'properties' && isRecord(value) ? describedProperties(value) : describeFields(value),
    ]),
  )
}

function describedProperties(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const inner = describeFields(schema)
      const description = MEANINGS[name]
      return [name, isRecord(inner) && description !== undefined ? { description, ...inner } : inner]
    }),
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
