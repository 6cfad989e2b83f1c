import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import * as z from 'zod/mini'

import { CONFIG_MEANINGS } from './config-meanings.ts'

const Field = z.looseObject({
  type: z.optional(z.string()),
  default: z.optional(z.unknown()),
  enum: z.optional(z.array(z.string())),
  required: z.optional(z.array(z.string())),
  properties: z.optional(z.record(z.string(), z.unknown())),
  items: z.optional(z.unknown()),
})
type Field = z.infer<typeof Field>

/** `docs/reference/tenant-config.md`, from the schema that editors read. */
export function configPage(): string {
  const schema = Field.parse(JSON.parse(readFileSync(join(ROOT, 'tenants/tenant.schema.json'), 'utf8')))
  return `# tenant.config.json

Every field of a tenant, as a [file](../operate/tenants.md#files) and in the admin API. Unknown fields are errors; what is left out has its default, or that of the tenant's plan.
This page is made from the schema by \`pnpm write:docs\`.

| field | type | default | meaning |
|---|---|---|---|
${rowsOf(schema, '').join('\n')}
`
}

function rowsOf({ properties = {}, required = [] }: Field, above: string): string[] {
  return Object.entries(properties).flatMap(([name, value]) => {
    const path = `${above}${name}`
    const field = Field.parse(value)
    const meaning = CONFIG_MEANINGS[path]
    const own =
      meaning === undefined ? [] : [rowOf(path, field, { meaning, isRequired: required.includes(name) })]
    const items = field.items === undefined ? [] : rowsOf(Field.parse(field.items), `${path}[].`)
    return [...own, ...rowsOf(field, `${path}.`), ...items]
  })
}

function rowOf(
  path: string,
  field: Field,
  said: { readonly meaning: string; readonly isRequired: boolean },
): string {
  const type = field.enum?.map((value) => `\`${value}\``).join(' ') ?? field.type ?? 'any'
  const usual = field.default === undefined ? '' : `\`${JSON.stringify(field.default)}\``
  return `| \`${path}\` | ${type} | ${said.isRequired ? 'required' : usual} | ${said.meaning} |`
}

/** Every field that holds a value of its own, for those who check that each has a meaning. */
export function configFields(): string[] {
  const schema = Field.parse(JSON.parse(readFileSync(join(ROOT, 'tenants/tenant.schema.json'), 'utf8')))
  const walk = ({ properties = {} }: Field, above: string): string[] =>
    Object.entries(properties).flatMap(([name, value]) => {
      const field = Field.parse(value)
      const inner = [
        ...walk(field, `${above}${name}.`),
        ...(field.items === undefined ? [] : walk(Field.parse(field.items), `${above}${name}[].`)),
      ]
      return inner.length === 0 ? [`${above}${name}`] : inner
    })
  return walk(schema, '').filter((path) => path !== '$schema')
}
