/** What a Vectorize binding throws: operation, Vectorize's code and what is wrong. `status` travels as an own property. */
export class VectorizeError extends Error {
  override readonly name = 'VectorizeError'
  readonly status: number

  constructor(operation: string, status: number, text: string) {
    super(`VECTOR_${operation.toUpperCase()}_ERROR (code = ${status}): ${text}`)
    this.status = status
  }
}
