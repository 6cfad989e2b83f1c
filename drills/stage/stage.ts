import { isDeepStrictEqual } from 'node:util'

import type { ErrorCode } from '@bulkhead/errors/codes'
import type { Fault, LogLine } from '@bulkhead/harness/bulkhead'
import { Client, eventually, problemsOfError, type Sent } from '@bulkhead/harness/client'
import type { StartOptions } from '@bulkhead/harness/start-bundles'

import { sumOf } from './counters.ts'
import { DrillSystem } from './drill-system.ts'
import { ATLAS, BOREALIS } from './drill-tenants.ts'
import { pause } from './pause.ts'
import { Control } from './steady-state.ts'

/** Logs come with the response, metrics up to a second later. */
const LOG_WITHIN_MS = 3_000
const COUNT_WITHIN_MS = 8_000
const LINES_APART_MS = 150
const MODELS = 40
let modelsUsed = 0

export interface Problem {
  readonly verdict: 'red' | 'inconclusive'
  readonly text: string
}

/** What a drill works with: the running system, two tenants, and a note of everything that was not as promised. */
export class Stage {
  /** Where faults are set. */
  readonly atlas: Client
  /** Which must not notice. */
  readonly borealis: Client
  readonly system: DrillSystem
  readonly problems: Problem[]
  readonly #explain: (text: string) => void
  readonly #metricsBefore: string
  readonly #firstLine: number

  constructor(
    system: DrillSystem,
    metricsBefore: string,
    explain: (text: string) => void,
    problems: Problem[] = [],
  ) {
    this.system = system
    this.problems = problems
    this.atlas = this.client(ATLAS)
    this.borealis = this.client(BOREALIS)
    this.#explain = explain
    this.#metricsBefore = metricsBefore
    this.#firstLine = system.logs().length
  }

  client(key: string): Client {
    return new Client(this.system.fetch, key)
  }

  /** A model that no other drill has used: a breaker belongs to a model and remembers. */
  freshModel(): string {
    modelsUsed = (modelsUsed % MODELS) + 1
    return `@cf/drills/model-${modelsUsed}`
  }

  /** Explains the next step to whoever watches. */
  step(text: string): void {
    this.#explain(text)
  }

  async fault(fault: Fault): Promise<void> {
    this.step(`break: ${JSON.stringify(fault)}`)
    await this.system.setFault(fault)
  }

  async heal(): Promise<void> {
    this.step('heal')
    await this.system.clearFaults()
  }

  /** A system of the drill's own, for what cannot be done to the shared one. Its problems are this drill's. */
  onOwnSystem<T>(options: StartOptions, use: (own: Stage) => Promise<T>): Promise<T> {
    return this.#onSystem(() => DrillSystem.startOwn(options), use)
  }

  /** One that can be killed: after a crash some tokens stay withheld for 15 minutes, which would disturb other drills. */
  onOwnProcess<T>(use: (own: Stage) => Promise<T>): Promise<T> {
    return this.#onSystem(() => DrillSystem.startProcess(), use)
  }

  /** Keeps the other tenant in use meanwhile, on a system of the drill's own. What it notices is this drill's problem. */
  async besideNeighbour<T>(use: () => Promise<T>): Promise<T> {
    const neighbour = new Control(this.system)
    try {
      return await use()
    } finally {
      for (const text of await neighbour.stop()) this.holds(`the other tenant noticed: ${text}`, false)
    }
  }

  /** Notes a problem unless the two are equal. */
  same(what: string, seen: unknown, wanted: unknown): void {
    this.holds(
      `${what}: ${JSON.stringify(seen)} instead of ${JSON.stringify(wanted)}`,
      isDeepStrictEqual(seen, wanted),
    )
  }

  /** Notes a problem unless the condition is true. */
  holds(what: string, condition: boolean): void {
    if (condition) return
    this.step(`✘ ${what}`)
    this.problems.push({ verdict: 'red', text: what })
  }

  /** The complete error envelope with this status and code, and a log line of the tenant with its request id. */
  async refused(what: string, sent: Sent, status: number, code: ErrorCode): Promise<void> {
    this.step(`${what} → ${sent.status} ${sent.body?.error?.code ?? ''}`)
    for (const problem of problemsOfError(sent, status, code)) this.holds(`${what}: ${problem}`, false)
    await this.logged(`${what}: its request line`, {
      requestId: sent.headers.get('x-request-id'),
      errorCode: code,
    })
  }

  /** A success, whole. */
  ok(what: string, sent: Sent, status = 200): void {
    this.step(`${what} → ${sent.status}`)
    this.holds(
      `${what}: ${sent.status} instead of ${status}: ${sent.text.slice(0, 300)}`,
      sent.status === status,
    )
  }

  /** The log lines of this drill with these fields. */
  lines(fields: LogLine = {}): LogLine[] {
    return this.system
      .logs()
      .slice(this.#firstLine)
      .filter((line) => Object.entries(fields).every(([name, value]) => isDeepStrictEqual(line[name], value)))
  }

  /** Waits for a line with these fields. Without it the drill is inconclusive: what is not logged cannot be traced. */
  async logged(what: string, fields: LogLine): Promise<LogLine> {
    const line = await eventually(async () => this.lines(fields).at(-1), LOG_WITHIN_MS).catch(() => undefined)
    if (line === undefined) this.#missing(`${what} was not logged: ${JSON.stringify(fields)}`)
    else this.step(`logged: ${JSON.stringify(line)}`)
    return line ?? {}
  }

  /** Waits until a counter has grown by `times` since the drill began. */
  async counted(name: string, labels: Readonly<Record<string, string>>, times = 1): Promise<void> {
    const before = sumOf(this.#metricsBefore, name, labels)
    const grown = async () => sumOf((await this.system.admin.get('/metrics')).text, name, labels) - before
    const seen = await eventually(
      async () => ((await grown()) >= times ? true : undefined),
      COUNT_WITHIN_MS,
    ).catch(() => undefined)
    if (seen === undefined) this.#missing(`${name}${JSON.stringify(labels)} was not counted ${times} times`)
    else this.step(`counted: ${name}${JSON.stringify(labels)}`)
  }

  /** How many attempts at a model an ended request made. Lines of different Workers may arrive out of order. */
  async attempts(sent: Sent): Promise<number> {
    await this.logged('the end of the request', {
      message: 'request',
      requestId: sent.headers.get('x-request-id'),
    })
    await pause(LINES_APART_MS)
    return this.lines({ message: 'ai attempt', requestId: sent.headers.get('x-request-id') }).length
  }

  async #onSystem<T>(start: () => Promise<DrillSystem>, use: (own: Stage) => Promise<T>): Promise<T> {
    this.step('start a system of its own')
    const system = await start()
    const own = new Stage(system, '', this.#explain, this.problems)
    try {
      return await use(own)
    } finally {
      this.problems.push(...system.leaks().map((text): Problem => ({ verdict: 'red', text })))
      await system.stop()
    }
  }

  #missing(text: string): void {
    this.step(`? ${text}`)
    this.problems.push({ verdict: 'inconclusive', text })
  }
}
