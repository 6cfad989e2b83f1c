import { UnreadableDocument } from '../text/extracted.ts'

/** Twice what browsers go to. Deeper, the parser's time grows with the square of the depth. */
const MAX_DEPTH = 1_000

/** How deep a reader of markup is. */
export class Nesting {
  #depth = 0

  /** @throws UnreadableDocument `document_malformed` where nobody can have meant it */
  enter(): void {
    this.#depth += 1
    if (this.#depth <= MAX_DEPTH) return
    throw new UnreadableDocument(
      'document_malformed',
      'The document is nested too deeply. Flatten it and send it again.',
    )
  }

  leave(): void {
    this.#depth -= 1
  }
}
