import * as z from 'zod/mini'

import { before, type Change } from './change.ts'
import { workerFiles } from './worker-files.ts'

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
/** Of a Worker that does little; raise them with a reason. */
const START_MS = 25
const UPLOAD_KIB = 20

/**
 * The app, its contract, its row in the list of Workers, its ceilings, and the switch for its faults. @throws
 * Error when the name is none.
 */
export function newWorker(name: string): Change[] {
  if (!NAME.test(name)) throw new Error(`${name} is not a name like reports or report-lines`)
  return [
    ...workerFiles(name),
    // Before whoever may call it.
    { path: 'packages/contracts/src/workers.ts', edit: before("'chat'", `'${name}', `) },
    { path: 'bench/ceilings.json', edit: (text) => withCeilings(text, name) },
    { path: 'apps/gateway/wrangler.jsonc', edit: (text) => withFaults(text, name) },
  ]
}

function withCeilings(text: string, name: string): string {
  const { uploadKiB, startMs, ...others } = Ceilings.parse(JSON.parse(text))
  const raised = {
    ...others,
    uploadKiB: { ...uploadKiB, [name]: UPLOAD_KIB },
    startMs: { ...startMs, [name]: START_MS },
  }
  return `${JSON.stringify(raised, null, 2)}\n`
}

const Figures = z.record(z.string(), z.number())
const Ceilings = z.looseObject({ uploadKiB: Figures, startMs: Figures })

/** Locally the gateway reaches every Worker's fault switch. */
function withFaults(text: string, name: string): string {
  const binding = `${name.replaceAll('-', '_').toUpperCase()}_FAULTS`
  const row = `{ "binding": "${binding}", "service": "bulkhead-${name}", "entrypoint": "LocalFaults" },\n    `
  return before('{ "binding": "OBSERVE_FAULTS"', row)(text)
}
