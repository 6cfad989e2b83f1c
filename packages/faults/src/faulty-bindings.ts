import { faults, type CallFacts } from './fault-switch.ts'
import { damagedGet } from './faulty-r2.ts'
import { suffer, type Symptoms } from './suffer.ts'

/** The names of an environment's bindings by what they are. */
export interface FaultyBindings {
  readonly kv?: readonly string[]
  readonly r2?: readonly string[]
  readonly queue?: readonly string[]
}

const wrapped = new WeakMap<object, object>()

/** The environment with bindings that break on demand. Everything else in it is as it was. */
export function withBindingFaults<E extends object>(env: E, names: FaultyBindings): E {
  const known = wrapped.get(env)
  const over =
    known ??
    Object.fromEntries([
      ...(names.kv ?? []).map((name) => [name, faultyBinding('kv', bindingOf(env, name))]),
      ...(names.r2 ?? []).map((name) => [name, faultyBinding('r2', bindingOf(env, name))]),
      ...(names.queue ?? []).map((name) => [name, faultyBinding('queue', bindingOf(env, name))]),
    ])
  wrapped.set(env, over)
  return { ...env, ...over }
}

function bindingOf(env: object, name: string): object {
  const binding: unknown = Reflect.get(env, name)
  if (typeof binding !== 'object' || binding === null) throw new TypeError(`there is no binding ${name}`)
  return binding
}

type Kind = 'kv' | 'r2' | 'queue'

interface BindingCall {
  readonly method: string
  readonly args: readonly unknown[]
  /** The binding's memory of what it last answered, by call. */
  readonly seen: Map<string, unknown>
  readonly again: () => unknown
}

function faultyBinding(kind: Kind, binding: object): object {
  const seen = new Map<string, unknown>()
  return new Proxy(binding, {
    get(target, method) {
      const value: unknown = Reflect.get(target, method, target)
      if (typeof value !== 'function' || typeof method === 'symbol') return value
      return (...args: unknown[]): unknown => {
        const run = (): unknown => Reflect.apply(value, target, args)
        const call = { method, args, seen, again: run }
        const hit = faults.take(kind, { tenantId: TENANT_OF[kind](args) })
        if (hit !== undefined) return suffer(hit, symptomsOf(kind, call), run)
        return kind === 'kv' && method === 'get' ? remember(call, run) : run()
      }
    },
  })
}

/** Read from where each names its tenant; the runtime's own bindings have no other mark. */
const TENANT_OF: Readonly<Record<Kind, (args: readonly unknown[]) => CallFacts['tenantId']>> = {
  kv: ([key]) => /(?:^|\/)([a-z0-9-]{1,32})$/.exec(String(key))?.[1],
  r2: ([key]) => /^t\/([a-z0-9-]{1,32})\//.exec(prefixOf(key))?.[1],
  queue: ([sent]) => tenantOfMessage(firstBody(sent)),
}

/** Of one message as it is, of a batch the first one's body. */
function firstBody(sent: unknown): unknown {
  const first: unknown = Array.isArray(sent) ? sent[0] : { body: sent }
  return typeof first === 'object' && first !== null && 'body' in first ? first.body : undefined
}

function tenantOfMessage(message: unknown): string | undefined {
  return typeof message === 'object' && message !== null && 'tenantId' in message
    ? String(message.tenantId)
    : undefined
}

function prefixOf(key: unknown): string {
  if (typeof key === 'object' && key !== null && 'prefix' in key) return String(key.prefix)
  return String(Array.isArray(key) ? key[0] : key)
}

async function remember({ args, seen }: BindingCall, run: () => unknown): Promise<unknown> {
  const value = await run()
  seen.set(String(args[0]), value)
  return value
}

function symptomsOf(kind: Kind, call: BindingCall): Symptoms<unknown> {
  const failure = (status: number) =>
    new Error(`${kind.toUpperCase()} ${call.method} failed: ${status}, a fault was set`)
  switch (kind) {
    case 'kv':
      return { failure, others: { malformed: () => garbageFor(call), stale: (run) => before(call, run) } }
    case 'r2':
      return { failure, others: damagedGet(call.method, failure(500)) }
    case 'queue':
      return {
        failure,
        others: {
          cut: () => undefined,
          duplicate: async (run) => {
            await run()
            await call.again()
          },
        },
      }
    default:
      return kind satisfies never
  }
}

function garbageFor({ method, args, again }: BindingCall): unknown {
  if (method !== 'get') return again()
  if (JSON.stringify(args[1] ?? '').includes('json')) throw new SyntaxError('Unexpected end of JSON input')
  return '{"retrieval'
}

function before({ method, args, seen }: BindingCall, run: () => unknown): unknown {
  return method === 'get' ? (seen.get(String(args[0])) ?? null) : run()
}
