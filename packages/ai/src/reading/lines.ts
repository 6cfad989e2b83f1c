/** Cuts a text that comes in pieces into its lines; LF, CR and CRLF end one. A line is joined once, however many pieces it comes in. */
export class Lines {
  #pieces: string[] = []
  #pending = 0
  #endedInCr = false

  /** Characters of the line that has not ended. */
  get pending(): number {
    return this.#pending
  }

  /** The lines that this piece ends. */
  feed(text: string): readonly string[] {
    const piece = this.#endedInCr && text.startsWith('\n') ? text.slice(1) : text
    if (text !== '') this.#endedInCr = text.endsWith('\r')
    const lines = piece.includes('\r') ? piece.split(/\r\n|\r|\n/) : piece.split('\n')
    const rest = lines.pop() ?? ''
    if (lines.length > 0) {
      lines[0] = this.rest() + lines[0]
    }
    this.#pieces.push(rest)
    this.#pending += rest.length
    return lines
  }

  /** What no line end followed, taken. */
  rest(): string {
    const rest = this.#pieces.join('')
    this.#pieces = []
    this.#pending = 0
    return rest
  }
}
