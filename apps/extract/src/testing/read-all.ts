// Reads every growing input, of 1 MB, in a process whose heap the test bounds.
import { extract } from '../formats.ts'
import { UnreadableDocument } from '../text/extracted.ts'
import { GROWING } from './growing.ts'

const UNITS = 1_000_000

for (const [name, format, make] of GROWING) {
  await extract(format, make(UNITS)).catch((thrown: unknown) => {
    if (!(thrown instanceof UnreadableDocument)) throw new Error(`${format}: ${name}`, { cause: thrown })
  })
}
