// Reads one hostile document in a process of its own, whose heap is as small as an isolate's, and says what it took.
import { extract } from '../formats.ts'
import { UnreadableDocument } from '../text/extracted.ts'
import { HOSTILE_KINDS } from './hostile-documents.ts'

const [name, units] = process.argv.slice(2)
const kind = HOSTILE_KINDS.find((each) => `${each.format} ${each.name}` === name)
if (kind === undefined) throw new Error(`no hostile document is named ${name}`)
const bytes = kind.make(Number(units))
const before = process.cpuUsage()
let outcome = 'read'
try {
  await extract(kind.format, bytes)
} catch (thrown) {
  if (!(thrown instanceof UnreadableDocument || thrown instanceof RangeError)) throw thrown
  outcome = thrown instanceof UnreadableDocument ? thrown.code : 'document_too_complex'
}
const { user, system } = process.cpuUsage(before)
process.stdout.write(
  JSON.stringify({ outcome, bytes: bytes.length, cpuMs: Math.round((user + system) / 1_000) }),
)
