// Writes src/schema.ts, the types of the admin API, from the API's own document: node generate/write.ts <document>
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import openapiTS, { astToString } from 'openapi-typescript'

const [, , file = ''] = process.argv
const text = readFileSync(file, 'utf8')
const types = await openapiTS(withoutExamples(text), { alphabetize: true, defaultNonNullable: false })
const digest = createHash('sha256').update(text).digest('hex')
const head = `// Made by \`pnpm write:docs\` from the admin API's document.\n// document ${digest}\n`

writeFileSync(join(import.meta.dirname, '../src/schema.ts'), `${head}\n${astToString(types)}`)

/** They are for readers of the document. */
function withoutExamples(json: string): string {
  return JSON.stringify(
    JSON.parse(json, (_name, value: unknown) => {
      if (typeof value !== 'object' || value === null || !('schema' in value && 'example' in value))
        return value
      const { example: _, ...rest } = value
      return rest
    }),
  )
}
