#!/usr/bin/env node
import tab from '@bomb.sh/tab/commander'
import { AdminError } from '@bulkhead/admin-client/admin-error'
import { CommanderError } from 'commander'

import { Failure, Misuse } from './failure.ts'
import { createProgram } from './program.ts'

const program = createProgram()
tab(program)

try {
  await program.parseAsync()
} catch (thrown) {
  process.exitCode = exitCodeOf(thrown)
}

/** Commander has said what is wrong already. */
function exitCodeOf(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2
  if (thrown instanceof Failure || thrown instanceof Misuse) {
    console.error(thrown.message)
    return thrown instanceof Misuse ? 2 : 1
  }
  if (thrown instanceof AdminError) {
    console.error(inWords(thrown))
    return 1
  }
  throw thrown
}

function inWords({ status, code, message, problems, requestId }: AdminError): string {
  if (code === undefined) return message
  const lines = problems.map((one) => `  ${one.path}: ${one.message}`)
  return [`${status} ${code}: ${message}`, ...lines, `  request ${requestId ?? 'without an id'}`].join('\n')
}
