import { messageOf } from '../failure.ts'
import { field, printJson, printTable, type Json } from '../print.ts'

type Outcome = 'done' | 'unchanged' | 'failed'

interface Row {
  readonly step: string
  readonly what: string
  readonly outcome: Outcome
  readonly seconds: number
}

/**
 * What a person follows: one line when a step begins and one when it ends, on standard error; a table of all steps at
 * the end, or for programs one JSON document.
 */
export class Progress {
  readonly #rows: Row[] = []
  readonly #isJson: boolean

  constructor(isJson: boolean) {
    this.#isJson = isJson
  }

  /** Runs one step. `work` says what came of it, and whether it changed anything. */
  async step(step: string, work: () => Promise<Came>): Promise<void> {
    const startMs = performance.now()
    this.note(`… ${step}`)
    try {
      const { what, isChange = true } = await work()
      this.#add({ step, what, outcome: isChange ? 'done' : 'unchanged', seconds: since(startMs) })
    } catch (thrown) {
      this.#add({ step, what: firstLine(thrown), outcome: 'failed', seconds: since(startMs) })
      throw thrown
    }
  }

  /** Something that happened inside a step. */
  note(line: string): void {
    if (!this.#isJson) console.error(line)
  }

  finish(about: Json): void {
    if (this.#isJson) return printJson({ ...about, steps: this.#rows })
    if (this.#rows.length === 0) return
    const rows = this.#rows.map((row) => ({ ...row, took: `${row.seconds.toFixed(1)} s` }))
    printTable(rows, {
      step: field('step'),
      outcome: field('outcome'),
      took: field('took'),
      what: field('what'),
    })
  }

  #add(row: Row): void {
    this.#rows.push(row)
    const sign = { done: '✓', unchanged: '=', failed: '✘' }[row.outcome]
    this.note(`${sign} ${row.step}: ${row.what} (${row.seconds.toFixed(1)} s)`)
  }
}

export interface Came {
  readonly what: string
  /** False: everything was as it should be already. */
  readonly isChange?: boolean
}

function since(startMs: number): number {
  return Math.round((performance.now() - startMs) / 100) / 10
}

function firstLine(thrown: unknown): string {
  return messageOf(thrown).split('\n')[0] ?? ''
}
