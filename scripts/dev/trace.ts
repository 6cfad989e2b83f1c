// What happened to one request: `pnpm trace <requestId>`, from the logs that dev and serve keep in the state folder.
import { resolve } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { logFilesOf, readLogLines } from '@bulkhead/harness/log-file'

import { tellRequest } from './tell-request.ts'

const stateDir = resolve(ROOT, process.env['STATE_DIR'] ?? '.wrangler/state')
const [id] = process.argv.slice(2)
if (id === undefined) {
  console.error('usage: pnpm trace <request id, x-client-request-id or trace id>')
  process.exit(2)
}
const told = tellRequest(id, readLogLines(stateDir))
if (told === undefined) {
  console.error(`${id} is not in ${logFilesOf(stateDir).current}; set STATE_DIR if the run had another one`)
  process.exit(1)
}
console.log(told)
