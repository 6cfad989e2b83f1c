// Reads every honest document of the largest accepted size, in a process whose heap the test bounds.
import { extract } from '../formats.ts'
import { linesOf } from '../reading-lines.ts'
import { HONEST } from './honest.ts'

for (const [name, format, make] of HONEST) {
  const extracted = await extract(format, make()).catch((thrown: unknown) => {
    throw new Error(`${format}: ${name}`, { cause: thrown })
  })
  for await (const line of linesOf(extracted)) if (line.length === 0) throw new Error(`${format}: ${name}`)
}
