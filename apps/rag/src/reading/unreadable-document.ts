import type { Problem } from '../corpus-protocol.ts'

/** The document cannot be read. Terminal: the message tells its owner what to do. */
export class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}
