import { faults, type CallFacts } from './fault-switch.ts'
import type { FaultMode, FaultTarget } from './fault.ts'
import { factsOf, wrapMethods } from './faulty-methods.ts'
import { suffer, type Symptoms } from './suffer.ts'
import { countRows, rowsOf } from './written-rows.ts'

/** These hit single statements; all others hit whole calls. */
const OF_WRITES: readonly FaultMode[] = ['error', 'quota']
/** A full database can still be read; a read does not count as a hit. */
const OF_READS: readonly FaultMode[] = ['error']
const OF_CALLS: readonly FaultMode[] = ['timeout', 'slow', 'abort', 'cut', 'overload']

const WRITES = /^\s*(insert|update|delete|replace|with)\b/i

/**
 * Makes every method of a Durable Object (`storage:<class>`) break on demand: delays it, rejects it, or
 * resets it around its commit.
 */
export function withObjectFaults(type: { readonly prototype: object }, target: FaultTarget): void {
  wrapMethods(type, ({ self, method, args }, run) => {
    const state = stateOf(self)
    const hit = faults.take(target, { ...ownerOf(state), ...factsOf(args), method }, OF_CALLS)
    return hit === undefined || state === undefined ? run() : suffer(hit, symptomsOf(state), run)
  })
}

function symptomsOf(state: DurableObjectState): Symptoms<unknown> {
  return {
    failure: () => new Error('the object did not answer: a fault was set'),
    others: {
      overload: () => {
        throw Object.assign(new Error('Durable Object is overloaded. Requests queued for too long.'), {
          overloaded: true,
          // The platform may say both; overloaded counts.
          retryable: true,
        })
      },
      abort: async (run) => {
        await run()
        state.abort('reset before the commit: a fault was set')
      },
      cut: async (run) => {
        await run()
        await state.storage.sync()
        state.abort('reset after the commit: a fault was set')
      },
    },
  }
}

/**
 * The state of a Durable Object whose database refuses on demand. The runtime accepts no state but its own,
 * so the few methods that every access uses are replaced on it.
 */
export function withStorageFaults(state: DurableObjectState, target: FaultTarget): DurableObjectState {
  const { sql, kv } = state.storage
  const refuseIfHit = (writes: boolean) => {
    const hit = faults.take(target, ownerOf(state), writes ? OF_WRITES : OF_READS)
    if (hit?.mode === 'error') throw new Error('disk I/O error: SQLITE_IOERR')
    if (hit?.mode === 'quota') throw new Error('database or disk is full: SQLITE_FULL')
  }
  const className = target.slice(target.indexOf(':') + 1)
  const counts = (rows: (result: unknown) => number) => (result: unknown) =>
    countRows(className, rows(result))
  const one = counts(() => 1)
  guard(sql, 'exec', ([query]) => refuseIfHit(WRITES.test(String(query))), counts(rowsOf))
  guard(kv, 'get', () => refuseIfHit(false))
  guard(kv, 'put', () => refuseIfHit(true), one)
  guard(kv, 'delete', () => refuseIfHit(true), one)
  guard(state.storage, 'setAlarm', () => undefined, one)
  return state
}

/** Puts a check in front of one method of one object, and a look at what it returns behind it. */
function guard(
  object: object,
  name: string,
  check: (args: readonly unknown[]) => void,
  look: (result: unknown) => void = () => undefined,
): void {
  const method: unknown = Reflect.get(object, name, object)
  if (typeof method !== 'function') throw new TypeError(`there is no method ${name}`)
  Object.defineProperty(object, name, {
    value(...args: unknown[]): unknown {
      check(args)
      const result: unknown = Reflect.apply(method, object, args)
      look(result)
      return result
    },
  })
}

/**
 * The object's name begins with its tenant. An alarm may find it without a name; then no tenant's fault
 * concerns it.
 */
function ownerOf(state: DurableObjectState | undefined): CallFacts {
  return { tenantId: state?.id.name?.split('/')[0] }
}

function stateOf(object: object): DurableObjectState | undefined {
  const state: DurableObjectState | undefined = Reflect.get(object, 'ctx')
  return state
}
