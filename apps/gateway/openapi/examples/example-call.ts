/** One part of a form: a field, or a file. */
export interface FormPart {
  readonly name: string
  readonly value: string
  readonly fileName?: string
}

/** A request that the reference shows, and that a test sends. Ids are those of `EXAMPLE_NAMES`. */
export interface ExampleCall {
  /** `POST /v1/search`, as in the route table. */
  readonly operation: string
  /** Its key among the examples of the operation. */
  readonly name: string
  readonly summary: string
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** JSON. */
  readonly body?: Readonly<Record<string, unknown>>
  readonly file?: { readonly type: string; readonly text: string }
  readonly form?: readonly FormPart[]
  /** Whose credentials are sent. Left out: the tenant's key. */
  readonly as?: 'operator' | 'nobody' | 'wrong key'
  /** The method of OpenAI's client that sends the same. */
  readonly openai?: string
  /** The status that a reader polls for, as the last step of an upload. */
  readonly waitsFor?: string
  readonly isStream?: boolean
}
