/** A shape of data: the part of JSON Schema that our types and schemas need. `{}` is anything. */
export interface Shape {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  /** False: whoever reads it refuses fields that it does not know. */
  readonly additionalProperties?: boolean | Shape
  readonly propertyNames?: Shape
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
}

/** A method: what its callers send and what they get. */
export interface MethodShape {
  readonly input: readonly { readonly name: string; readonly isOptional: boolean; readonly shape: Shape }[]
  readonly output: Shape
}

/** Everything of a release that something deployed earlier, or written earlier, can meet. Keys are names for people. */
export interface Surface {
  /** Methods of Workers and of their Durable Objects, as `rag.search`. */
  readonly methods: Readonly<Record<string, MethodShape>>
  /** What is written by one version and read by another: stored values and queue messages. */
  readonly stored: Readonly<Record<string, Shape>>
  /** What clients send. */
  readonly requests: Readonly<Record<string, Shape>>
  /** What clients get. */
  readonly replies: Readonly<Record<string, Shape>>
  /** The migrations of every Durable Object, as they ran, in order. */
  readonly migrations: Readonly<Record<string, readonly string[]>>
}
