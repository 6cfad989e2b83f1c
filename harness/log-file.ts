import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

const MAX_BYTES = 16 * 1024 * 1024
const FLUSH_MS = 200

/** Where a local run keeps what its Workers have logged: the current file and the one before it. */
export function logFilesOf(stateDir: string): { readonly current: string; readonly previous: string } {
  const current = join(stateDir, 'logs/bulkhead.log')
  return { current, previous: `${current}.1` }
}

/** Every line of both files, oldest first. */
export function readLogLines(stateDir: string): string[] {
  const { previous, current } = logFilesOf(stateDir)
  return [previous, current].flatMap((file) =>
    existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [],
  )
}

/** Appends lines to the log of a local run, a few times a second. A full file becomes the previous one, so two files are the most there is. */
export class LogFile {
  readonly #files: ReturnType<typeof logFilesOf>
  readonly #maxBytes: number
  #waiting: string[] = []
  #bytes: number
  #timer: NodeJS.Timeout | undefined

  constructor(stateDir: string, maxBytes = MAX_BYTES) {
    this.#files = logFilesOf(stateDir)
    this.#maxBytes = maxBytes
    const { current } = this.#files
    mkdirSync(dirname(current), { recursive: true })
    this.#bytes = existsSync(current) ? statSync(current).size : 0
    process.once('exit', () => this.flush())
  }

  write(line: string): void {
    this.#waiting.push(line)
    this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS).unref()
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#waiting.length === 0) return
    const text = `${this.#waiting.join('\n')}\n`
    this.#waiting = []
    if (this.#bytes >= this.#maxBytes) {
      renameSync(this.#files.current, this.#files.previous)
      this.#bytes = 0
    }
    appendFileSync(this.#files.current, text)
    this.#bytes += Buffer.byteLength(text)
  }
}
