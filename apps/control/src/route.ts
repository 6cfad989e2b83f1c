import { parseWith } from '@bulkhead/http/read-body'
import type { Log } from '@bulkhead/logging/log'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'
import type * as z from 'zod/mini'

import type { Desk } from './desk/desk.ts'
import type { World } from './desk/world.ts'
import type { ControlEnv } from './env.ts'
import type { Actor, ActorRole } from './registry-protocol.ts'
import type { AdminCall } from './registry-protocol.ts'
import type { Trace } from './trace.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** May look. */
export const EVERYBODY: readonly ActorRole[] = ['owner', 'operator', 'billing', 'viewer']
/** May change tenants and keys. */
export const OPERATORS: readonly ActorRole[] = ['owner', 'operator']
/** May see who they are, and sign out. */
export const SIGNED_IN: readonly ActorRole[] = [...EVERYBODY, 'portal']
/** May change what things cost and how much of them there is. */
export const MONEY: readonly ActorRole[] = ['owner', 'billing']
/** May change who may do what, and destroy. */
export const OWNERS: readonly ActorRole[] = ['owner']
/** A tenant's own key: it reaches no route of the operators', and they reach none of its. */
export const TENANTS: readonly ActorRole[] = ['tenant']

type ParamOf<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | ParamOf<`/${More}`>
    : Rest
  : never

export type Params<Path extends string> = Readonly<Record<ParamOf<Path>, string>>

/** What an operation made of a request. */
export interface Done {
  readonly status?: 200 | 201 | 204
  readonly resource: object
  readonly etag?: string
}

/** An operation, ready to run: what it needed to wait for is done. */
export interface Prepared {
  /** Shown once, and stored nowhere. */
  readonly secret?: Readonly<Record<string, string>>
  /** Sent once, and stored nowhere. */
  readonly headers?: Readonly<Record<string, string>>
  readonly run: (desk: Desk) => Done
}

/** What every route says about itself. */
export interface RouteFacts {
  readonly method: Method
  readonly path: string
  readonly roles: readonly ActorRole[]
  readonly summary: string
  readonly query?: z.core.$ZodType
  readonly body?: z.core.$ZodType
  readonly maxBytes?: number
  /** Whoever asks is known by what is in the body. */
  readonly signsIn?: boolean
  /** Answered to whoever is not signed in, who is refused without it; null: 204. */
  readonly forNobody?: (world: Pick<World, 'environment' | 'apiOrigin'>) => object | null
}

/** A route that the Registry answers, in one transaction. */
export interface RegistryRoute extends RouteFacts {
  readonly kind: 'registry'
  readonly prepare: (call: AdminCall, world: World, actor: Actor) => Promise<Prepared>
}

/** A route that asks other Workers. */
export interface WorkerRoute extends RouteFacts {
  readonly kind: 'worker'
  readonly serve: (call: WorkerCall, request: AdminCall) => Promise<Served>
}

export type Route = RegistryRoute | WorkerRoute

/** What a route that asks other Workers has at hand. */
export interface WorkerCall {
  readonly env: ControlEnv
  readonly actor: Actor
  readonly trace: Trace
  readonly log: Log
  /** The template. */
  readonly route: string
  readonly deadline: number
  /** Of the path, known to the Registry. */
  readonly tenantId: TenantId | undefined
}

/** Its answer, and what to write down about it. */
export interface Served {
  readonly response: Response
  readonly deed?: {
    readonly action: string
    readonly changes: readonly { path: string; before: unknown; after: unknown }[]
  }
}

export interface Input<Path extends string, Query, Body> {
  readonly params: Params<Path>
  readonly query: Query
  readonly body: Body
  readonly call: AdminCall
}

interface Described<Path extends string, Query, Body> {
  readonly method: Method
  readonly path: Path
  readonly roles: readonly ActorRole[]
  readonly summary: string
  readonly query?: z.core.$ZodType<Query>
  readonly body?: z.core.$ZodType<Body>
  readonly maxBytes?: number
  readonly signsIn?: boolean
  readonly forNobody?: (world: Pick<World, 'environment' | 'apiOrigin'>) => object | null
}

interface RegistrySpec<Path extends string, Query, Body, Minted> extends Described<Path, Query, Body> {
  /** What has to be made before the transaction, which waits for nothing. */
  readonly mint?: (input: Input<Path, Query, Body>, world: World, actor: Actor) => Promise<Minted>
  readonly secretOf?: (minted: Minted) => Readonly<Record<string, string>>
  readonly headersOf?: (minted: Minted, actor: Actor) => Readonly<Record<string, string>>
  readonly run: (desk: Desk, input: Input<Path, Query, Body>, minted: Minted) => Done
}

/** A route that the Registry answers. */
export function registryRoute<const Path extends string, Query = unknown, Body = unknown, Minted = undefined>(
  spec: RegistrySpec<Path, Query, Body, Minted>,
): RegistryRoute {
  const { mint, secretOf, headersOf, run, ...facts } = spec
  return {
    ...facts,
    kind: 'registry',
    prepare: async (call, world, actor) => {
      const input = inputOf(spec, call)
      const minted = await mint?.(input, world, actor)
      const secret = minted === undefined ? undefined : secretOf?.(minted)
      const headers = minted === undefined ? undefined : headersOf?.(minted, actor)
      return {
        ...(secret === undefined ? {} : { secret }),
        ...(headers === undefined ? {} : { headers }),
        // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- undefined exactly where nothing is minted
        run: (desk) => run(desk, input, minted as Minted),
      }
    },
  }
}

interface WorkerSpec<Path extends string, Query, Body> extends Described<Path, Query, Body> {
  readonly serve: (call: WorkerCall, input: Input<Path, Query, Body>) => Promise<Served>
}

/** A route that asks other Workers. */
export function workerRoute<const Path extends string, Query = unknown, Body = unknown>(
  spec: WorkerSpec<Path, Query, Body>,
): WorkerRoute {
  const { serve, ...facts } = spec
  return { ...facts, kind: 'worker', serve: (call, request) => serve(call, inputOf(spec, request)) }
}

/** @throws BulkheadError `invalid_request` with one entry per field */
function inputOf<Path extends string, Query, Body>(
  { query, body }: Described<Path, Query, Body>,
  call: AdminCall,
): Input<Path, Query, Body> {
  return {
    params: call.params,
    // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- without a schema the type is the default of nothing
    query: (query === undefined ? {} : parseWith(query, call.query)) as Query,
    // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- without a schema the type is unknown
    body: (body === undefined ? undefined : parseWith(body, call.body)) as Body,
    call,
  }
}

/** How a call names its route. */
export function keyOf({ method, path }: Pick<RouteFacts, 'method' | 'path'>): string {
  return `${method} ${path}`
}
