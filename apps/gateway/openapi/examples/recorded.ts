import recorded from './answers.json' with { type: 'json' }
import type { ExampleCall } from './example-call.ts'

/** What an example was answered, with its ids and times replaced by those of the reference. */
export interface Answer {
  readonly status: number
  readonly type: string
  /** JSON. */
  readonly body?: unknown
  /** Anything else. */
  readonly text?: string
}

const ANSWERS: Readonly<Record<string, Answer>> = recorded

export function keyOfCall({ operation, name }: Pick<ExampleCall, 'operation' | 'name'>): string {
  return `${operation} ${name}`
}

/** As `pnpm write:examples` recorded it; undefined for an example that is newer. */
export function answerOf(call: ExampleCall): Answer | undefined {
  return ANSWERS[keyOfCall(call)]
}
