// Writes the API document before every build of control, so that it is never older than the routes.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROUTES } from '../src/routes.ts'
import { openApiDocument } from './document.ts'
import { OPERATIONS } from './operations.ts'

const folder = join(import.meta.dirname, '../.generated')
const file = join(folder, 'openapi.txt')
const text = JSON.stringify(openApiDocument(ROUTES, OPERATIONS))

mkdirSync(folder, { recursive: true })
// An unchanged file keeps its time, so that a watching bundler does not build again.
if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
