import { WORK } from './parts-of.ts'

/** What one line says, before it is JSON. */
interface Line {
  readonly timestamp: string
  readonly message: string
  readonly [field: string]: unknown
}

/**
 * What goes well in one request, kept until all of its work is over and then written as one line: every line
 * is carried, stored and read for money. Failures are written at once.
 */
export class Gathering {
  readonly #write: (line: object) => void
  #lines: Line[] = []
  #open = 0

  constructor(write: (line: object) => void) {
    this.#write = write
  }

  /** False when no work is going on any more: then the line is written by itself. */
  take(line: Line): boolean {
    if (this.#open === 0) return false
    this.#lines.push(line)
    return true
  }

  /** What has gone well so far, for somebody else to write; nothing while other work goes on, whose line it will be. */
  handOver(): readonly Line[] {
    if (this.#open > 1) return []
    const lines = this.#lines
    this.#lines = []
    return lines
  }

  async during<T>(work: Promise<T>): Promise<T> {
    this.#open += 1
    try {
      return await work
    } finally {
      this.#open -= 1
      if (this.#open === 0) this.#end()
    }
  }

  #end(): void {
    const lines = this.#lines
    this.#lines = []
    const [first] = lines
    if (first !== undefined) this.#write(lines.length === 1 ? first : together(first, lines))
  }
}

/** One line with the others as its `parts`; what all say alike, it says itself. */
function together(first: Line, lines: readonly Line[]): object {
  const isShared = (name: string) => lines.every((line) => line[name] === first[name])
  const shared = new Set(Object.keys(first).filter(isShared))
  const only = (line: Line, isWanted: boolean) =>
    Object.fromEntries(Object.entries(line).filter(([name]) => shared.has(name) === isWanted))
  return {
    timestamp: first.timestamp,
    ...only(first, true),
    message: WORK,
    parts: lines.map((line) => only(line, false)),
  }
}
