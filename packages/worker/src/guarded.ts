import type { RequestContext } from '@bulkhead/contracts/context'
import type { Outcome } from '@bulkhead/contracts/outcome'
// oxlint-disable-next-line no-restricted-imports -- what TenantObject is made of
import type { DurableObject } from 'cloudflare:workers'

declare const guard: unique symbol

/** Only a TenantObject makes one: the caller's tenant was checked, and the call is logged and counted. */
export type GuardedPromise<T> = Promise<T> & { readonly [guard]: true }

/** The answer of a public method. */
export type Guarded<T> = GuardedPromise<Outcome<T>>

/** The end of an alarm, which is repeated until it succeeds. */
export type GuardedAlarm = GuardedPromise<void>

/** Names of the methods that a class adds to a Durable Object. */
type MethodOf<C> = Exclude<keyof C, keyof DurableObject>

/**
 * `class X extends TenantObject<Env> implements EveryMethodGuarded<X>`: a public method that is not guarded,
 * or does not take who asks first, does not compile.
 */
export type EveryMethodGuarded<C> = {
  readonly [K in MethodOf<C>]: (caller: RequestContext, ...args: never[]) => Guarded<unknown>
}

/**
 * An object of class C as its callers see it: a stub's own type splits every Outcome into one promise per
 * case.
 */
export type ObjectStub<C extends EveryMethodGuarded<C>> = {
  readonly [K in MethodOf<C>]: C[K] extends (...args: infer A) => infer G
    ? (...args: A) => Promise<Awaited<G>>
    : never
}
