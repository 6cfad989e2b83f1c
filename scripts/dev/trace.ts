// `pnpm trace`: what happened to one request, from the logs that dev and serve keep in the state folder.
import { parseArgs } from 'node:util'

import { runScript, UsageError } from '@bulkhead/harness/command-line'
import { logFilesOf, readLogLines } from '@bulkhead/harness/log-file'
import { readStateDir } from '@bulkhead/harness/state-dir'

import { describeRequest } from './describe-request.ts'

const USAGE = `usage: pnpm trace <request id, x-client-request-id or trace id>
  what happened to one request: every Worker's lines in order, with how long each took; takes a second

environment:
  STATE_DIR  of the dev or serve that had the request (.wrangler/state)`

await runScript(USAGE, async (args) => {
  const [id, ...others] = parseArgs({ args, allowPositionals: true }).positionals
  if (id === undefined || others.length > 0) throw new UsageError('one id is needed')
  const stateDir = readStateDir(process.env)
  const description = describeRequest(id, readLogLines(stateDir))
  if (description === undefined)
    throw new Error(
      `${id} is not in ${logFilesOf(stateDir).current}; set STATE_DIR if the run had another one`,
    )
  console.log(description)
})
