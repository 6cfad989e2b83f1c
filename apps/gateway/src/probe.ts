import type { ErrorCode } from '@bulkhead/errors/codes'

/**
 * What a probe names and says: in the isolation matrix something of a tenant's, on the API page an example.
 */
export interface Names {
  /** The tenant whose key is used. */
  readonly caller: string
  /** The tenant whose things are named, as the metadata of its documents say it. */
  readonly owner: string
  readonly documentId: string
  /** A second document, which only writes name. */
  readonly twinId: string
  readonly sessionId: string
  readonly messageId: string
  readonly responseId: string
  readonly keyId: string
  readonly model: string
  readonly embeddingModel: string
  /** Words that nobody else says; `subject` keeps them apart. */
  readonly words: (subject: string) => string
}

type ParamOf<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | ParamOf<`/${More}`>
    : Rest extends `${infer Name}+`
      ? Name
      : Rest
  : never

type Params<Path extends string> = [ParamOf<Path>] extends [never]
  ? { readonly params?: never }
  : { readonly params: Readonly<Record<ParamOf<Path>, string>> }

/** One way to use a route, which its owner is answered as the operation says. */
export type Probe<Path extends string = string, Body = unknown> = Params<Path> & {
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Body
  /** Sent with an Idempotency-Key that each tenant uses for one body. */
  readonly hasKey?: boolean
  /** What its owner loses by it. */
  readonly spends?: 'document' | 'session' | 'response' | 'key'
  /** What others get who name the same, existing or not; `served` where the name is a word like any other. */
  readonly foreign?: ErrorCode | 'served'
}

/** A probe of any route. */
export interface AnyProbe extends Omit<Probe, 'params'> {
  readonly params?: Readonly<Record<string, string>>
}

/** Every way to use a route that differs in what it names. */
export type Probes<Path extends string, Body> = (names: Names) => readonly Probe<Path, NoInfer<Body>>[]
