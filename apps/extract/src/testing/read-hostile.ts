// Reads hostile documents of one kind in a process whose heap is as small as an isolate's, and says what each took.
import type { DocumentFormat } from '@bulkhead/contracts/http/documents'

import { extract } from '../formats.ts'
import { UnreadableDocument } from '../text/extracted.ts'
import { HOSTILE_KINDS } from './hostile-documents.ts'

const [name, ...units] = process.argv.slice(2)
const kind = HOSTILE_KINDS.find((each) => `${each.format} ${each.name}` === name)
if (kind === undefined) throw new Error(`no hostile document is named ${name}`)
const read = []
for (const count of units) {
  const bytes = kind.make(Number(count))
  const before = process.cpuUsage()
  const outcome = await outcomeOf(kind.format, bytes)
  const { user, system } = process.cpuUsage(before)
  read.push({ outcome, bytes: bytes.length, cpuMs: Math.round((user + system) / 1_000) })
}
process.stdout.write(JSON.stringify(read))

async function outcomeOf(format: DocumentFormat, bytes: Uint8Array): Promise<string> {
  try {
    await extract(format, bytes)
    return 'read'
  } catch (thrown) {
    if (thrown instanceof UnreadableDocument) return thrown.code
    if (thrown instanceof RangeError) return 'document_too_complex'
    throw thrown
  }
}
