import { sleep } from '@bulkhead/calls/backoff'

import { faults, type CallFacts } from './fault-switch.ts'
import type { FaultTarget } from './fault.ts'
import { FAULT_DELAY_MS, suffer, type Symptoms } from './suffer.ts'

interface Type {
  readonly prototype: object
}

/**
 * Makes every method of an entry point (`worker:<name>`) break on demand, as a Worker does that is down, slow
 * or half deployed.
 */
export function withWorkerFaults(type: Type, target: FaultTarget): void {
  wrapMethods(type, ({ method, args }, run) => {
    const hit = faults.take(target, { ...factsOf(args), method })
    return hit === undefined ? run() : suffer(hit, WORKER, run)
  })
}

const WORKER: Symptoms<unknown> = {
  failure: () => new Error('this Worker is down: a fault was set'),
  others: {
    malformed: () => ({ nonsense: true }),
    cut: async (run) => {
      await run()
      throw new Error('the connection was lost before the answer: a fault was set')
    },
    late: async (run) => {
      const answer = await run()
      await sleep(FAULT_DELAY_MS)
      return answer
    },
  },
}

/** Which method of what was called, and with what. */
export interface MethodCall {
  readonly self: object
  readonly method: string
  readonly args: readonly unknown[]
}

export type Wrap = (call: MethodCall, run: () => unknown) => unknown

/**
 * Puts `wrap` around each method that the class itself has; what it inherits from the runtime stays as it is.
 */
export function wrapMethods({ prototype }: Type, wrap: Wrap): void {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    const method: unknown = descriptor.value
    if (name === 'constructor' || typeof method !== 'function') continue
    Object.defineProperty(prototype, name, {
      ...descriptor,
      value(this: object, ...args: unknown[]): unknown {
        return wrap({ self: this, method: name, args }, () => Reflect.apply(method, this, args))
      },
    })
  }
}

/** Whose call it is: every RPC method takes the context, a caller or the tenant id first. */
export function factsOf([first]: readonly unknown[]): CallFacts {
  if (typeof first === 'string') return { tenantId: first }
  if (typeof first !== 'object' || first === null || !('tenantId' in first)) return {}
  return { tenantId: String(first.tenantId) }
}
