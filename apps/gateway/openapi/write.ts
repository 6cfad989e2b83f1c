// Writes the API document before every build of the gateway, so that it is never older than the routes.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROUTES } from '../src/routes.ts'
import { openApiDocument } from './document.ts'
import { REFERENCE_POLICY, referencePage } from './reference/reference-page.ts'

const folder = join(import.meta.dirname, '../.generated')
const document = openApiDocument(ROUTES)

mkdirSync(folder, { recursive: true })
write('openapi.txt', JSON.stringify(document))
write('reference.html', referencePage(ROUTES, document))
write('reference-policy.txt', REFERENCE_POLICY)

/** An unchanged file keeps its time, so that a watching bundler does not build again. */
function write(name: string, text: string): void {
  const file = join(folder, name)
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}
