// The Workers that chat calls, scripted by the tests through the very bindings that chat uses. Runs without a
// bundler: types are stripped only.
import { WorkerEntrypoint } from 'cloudflare:workers'

/** What the fake model does on one call; without a script it says hello. */
export type AiStep =
  | {
      readonly kind: 'say'
      readonly words: readonly string[]
      readonly usage?: object
      readonly finish?: string
    }
  | { readonly kind: 'json'; readonly body: unknown }
  | { readonly kind: 'events'; readonly events: readonly string[] }
  | { readonly kind: 'error'; readonly message: string; readonly status?: number }
  | { readonly kind: 'hang' }
  /** The stream closes after these words, without its end. */
  | { readonly kind: 'cut'; readonly words: readonly string[] }
  /** The connection breaks after these words. */
  | { readonly kind: 'break'; readonly words: readonly string[] }
  /** Nothing more comes after these words. */
  | { readonly kind: 'stall'; readonly words: readonly string[] }
  /** As much as its reader takes. */
  | { readonly kind: 'flood' }
  /** Numbers, each followed by a space, one after the other. */
  | { readonly kind: 'count'; readonly to: number; readonly everyMs: number; readonly breaks?: boolean }
  /** These words at once, the others when the test calls `release`; then the end, or nothing more. */
  | {
      readonly kind: 'gated'
      readonly words: readonly string[]
      readonly rest: readonly string[]
      readonly stalls?: boolean
    }

export interface AiCall {
  readonly model: string
  readonly inputs: {
    readonly messages: { role: string; content: string }[]
    readonly [name: string]: unknown
  }
  readonly gateway: unknown
}

const HELLO: AiStep = { kind: 'say', words: ['Hello', ' there'] }
/** The runtime ends what can never go on, so what hangs only waits longer than any test. */
const FOREVER_MS = 5_000
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const encoder = new TextEncoder()

let steps: AiStep[] = []
let aiCalls: AiCall[] = []
let cancelled = 0
let waiting = 0
let sentBytes = 0
const FLOOD_BYTES = 65_536
const gate = { isOpen: false }

const word = (text: string) => `data: ${JSON.stringify({ response: text })}\n\n`

function flooding(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      sentBytes += FLOOD_BYTES
      controller.enqueue(new Uint8Array(FLOOD_BYTES))
    },
  })
}

function counted({ to, everyMs, breaks }: Extract<AiStep, { kind: 'count' }>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    type: 'bytes',
    async start(controller) {
      for (let at = 0; at < to; at++) {
        controller.enqueue(encoder.encode(`${at} `))
        await pause(everyMs)
      }
      if (breaks === true) throw new Error('gone')
      controller.close()
    },
    cancel() {
      cancelled += 1
    },
  })
}

function streamOf(step: AiStep): ReadableStream<Uint8Array> {
  return new ReadableStream({
    type: 'bytes',
    async start(controller) {
      const send = (event: string) => controller.enqueue(encoder.encode(event))
      if ('words' in step) step.words.forEach((text) => send(word(text)))
      if (step.kind === 'events') step.events.forEach(send)
      if (step.kind === 'stall') await pause(FOREVER_MS)
      if (step.kind === 'break') {
        await pause(20)
        throw new Error('gone')
      }
      if (step.kind === 'gated') {
        waiting += 1
        while (!gate.isOpen) await pause(5)
        step.rest.forEach((text) => send(word(text)))
        if (step.stalls === true) await pause(FOREVER_MS)
      }
      if (step.kind === 'say' && step.usage)
        send(`data: ${JSON.stringify({ response: '', usage: step.usage })}\n\n`)
      if (step.kind === 'say' || step.kind === 'gated') send('data: [DONE]\n\n')
      controller.close()
    },
    cancel() {
      cancelled += 1
    },
  })
}

/** Stands where the `AI` binding is. */
export class LocalAi extends WorkerEntrypoint {
  async run(model: string, inputs: AiCall['inputs'], options?: { gateway?: unknown }): Promise<unknown> {
    aiCalls.push({ model, inputs, gateway: options?.gateway })
    const step = steps.shift() ?? HELLO
    if (step.kind === 'hang') return await pause(FOREVER_MS)
    if (step.kind === 'error') throw Object.assign(new Error(step.message), { status: step.status })
    if (step.kind === 'json') return step.body
    if (step.kind === 'count') return counted(step)
    if (step.kind === 'flood') return flooding()
    if (inputs['stream'] === true) return streamOf(step)
    if (step.kind === 'say') return { response: step.words.join(''), usage: step.usage }
    throw new Error(`a plain answer cannot ${step.kind}`)
  }

  script(next: readonly AiStep[]): void {
    steps = [...next]
    aiCalls = []
    cancelled = 0
    sentBytes = 0
    waiting = 0
    gate.isOpen = false
  }

  /** Lets the gated streams go on; false if there is none. */
  release(): boolean {
    gate.isOpen = true
    return waiting > 0
  }

  calls(): AiCall[] {
    return aiCalls
  }

  cancelled(): number {
    return cancelled
  }

  sentBytes(): number {
    return sentBytes
  }
}

export interface Settled {
  readonly reservationId: string
  readonly reservedTokens: number
  readonly model: string
  readonly promptTokens: number
  readonly completionTokens: number
  readonly embedded?: { readonly model: string; readonly tokens: number }
  readonly estimated?: boolean
}

let settled: Settled[] = []
let reserved: { reservationId: string; tokens: number }[] = []
let refusal: object | undefined

export class RateLimit extends WorkerEntrypoint {
  reserve(_ctx: unknown, reservation: { reservationId: string; tokens: number }): object {
    if (refusal !== undefined) return refusal
    reserved.push(reservation)
    return { ok: true, value: reservation }
  }

  settleMany(_tenantId: string, settlements: readonly Settled[]): object {
    settled.push(...settlements)
    return { ok: true, value: null }
  }

  release(): object {
    return { ok: true, value: null }
  }

  refuseReservations(next: object | undefined): void {
    refusal = next
  }

  settled(): Settled[] {
    return settled
  }

  reserved(): { reservationId: string; tokens: number }[] {
    return reserved
  }

  clear(): void {
    settled = []
    reserved = []
    refusal = undefined
  }
}

export interface RagScript {
  /** What the search replies; a consultation is made of it. */
  readonly reply?: {
    readonly ok: boolean
    readonly value?: object
    readonly code?: string
    readonly param?: string
  }
  readonly embedded?: { readonly model: string; readonly tokens: number }
  readonly mode?: 'hang' | 'throw'
}

let ragScript: RagScript = {}
let searches: { ctx: object; tenant: unknown; request: object }[] = []

export class Rag extends WorkerEntrypoint {
  async consult(ctx: object, tenant: unknown, request: object): Promise<unknown> {
    searches.push({ ctx, tenant, request })
    if (ragScript.mode === 'hang') return await pause(FOREVER_MS)
    if (ragScript.mode === 'throw') throw new Error('rag is down')
    const { reply = { ok: true, value: { results: [], warnings: [] } }, embedded = null } = ragScript
    return reply.ok ? { ok: true, value: { found: reply.value ?? null, embedded } } : reply
  }

  script(next: RagScript): void {
    ragScript = next
    searches = []
  }

  searches(): { ctx: object; tenant: unknown; request: object }[] {
    return searches
  }
}
