import { Gathering } from './gathering.ts'
import type { Metric } from './metric.ts'
import { asPart } from './parts-of.ts'
import { describeThrown } from './redact.ts'

const LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LEVELS)[number]

/** What a line may say. The set is closed on purpose: content, keys and headers have no field to hide in. */
export interface LogFields {
  readonly tenantId?: string | undefined
  readonly requestId?: string | undefined
  readonly traceId?: string | undefined
  /** The gateway's own span, and the client's if it sent a trace context. */
  readonly spanId?: string | undefined
  readonly parentSpanId?: string | undefined
  readonly clientRequestId?: string | undefined
  readonly route?: string | undefined
  readonly method?: string | undefined
  readonly status?: number | undefined
  readonly latencyMs?: number | undefined
  /** When admission was asked, counted from the start of the request, and how long it took. */
  readonly admissionAtMs?: number | undefined
  readonly admissionMs?: number | undefined
  readonly keyId?: string | undefined
  readonly colo?: string | undefined
  readonly clientIp?: string | undefined
  readonly durableObjectClass?: string | undefined
  readonly durableObjectId?: string | undefined
  readonly durableObjectMethod?: string | undefined
  readonly errorCode?: string | undefined
  /** What refused a request for its rate: a remembered refusal, or rate-limit itself. */
  readonly refusedBy?: 'memory' | 'rate-limit' | undefined
  readonly documentId?: string | undefined
  readonly version?: number | undefined
  /** Of stored tables: what is there, and what the running code knows. */
  readonly schemaVersion?: number | undefined
  readonly knownSchemaVersion?: number | undefined
  readonly sessionId?: string | undefined
  readonly messageId?: string | undefined
  readonly model?: string | undefined
  readonly provider?: string | undefined
  readonly attempt?: number | undefined
  readonly outcome?: string | undefined
  readonly reason?: string | undefined
  readonly stage?: string | undefined
  readonly target?: string | undefined
  readonly degraded?: string | undefined
  readonly count?: number | undefined
  readonly reservationId?: string | undefined
  /** Of requests that a gateway may admit by itself: it belongs to no one request. */
  readonly leaseId?: string | undefined
  readonly tokens?: number | undefined
  readonly promptTokens?: number | undefined
  readonly completionTokens?: number | undefined
  readonly cachedPromptTokens?: number | undefined
  readonly cacheWriteTokens?: number | undefined
  readonly reasoningTokens?: number | undefined
  /** The provider counted no tokens. */
  readonly isEstimated?: boolean | undefined
  readonly firstTokenMs?: number | undefined
  readonly remainingMs?: number | undefined
  /** Which of a Worker's versions says it. */
  readonly workerVersion?: string | undefined
  /** What else went well in the same work, where one line says all of it. */
  readonly parts?: readonly LogFields[] | undefined
}

export interface LogExtras {
  /** What was caught; its redacted name, message and stack are logged. */
  readonly thrown?: unknown
  readonly metrics?: readonly Metric[]
  /** What callees have handed over: it becomes the `parts` of the line. */
  readonly told?: readonly string[]
}

/** Of a Worker's env: from which level on it logs, and which of its versions runs. */
export interface LogSettings {
  readonly LOG_LEVEL?: string | undefined
  readonly VERSION?: { readonly id: string } | undefined
}

type Sink = (line: string) => void
// oxlint-disable-next-line no-console -- the one place that writes: Workers Logs and Tail Workers read the console
const toConsole: Sink = (line) => console.log(line)

/** Writes one JSON object per line. `source` is `<worker>/<module>`; message texts are constants. */
export class Log {
  readonly #source: string
  readonly #settings: LogSettings
  readonly #threshold: number
  readonly #bound: LogFields
  readonly #sink: Sink
  #gathering: Gathering | undefined

  constructor(source: string, settings: LogSettings, bound: LogFields = {}, sink: Sink = toConsole) {
    this.#source = source
    this.#settings = settings
    const level = settings.LOG_LEVEL
    this.#threshold = Math.max(0, LEVELS.indexOf(isLevel(level) ? level : 'info'))
    this.#bound = bound
    this.#sink = sink
  }

  /** The same log with more fields on every line. */
  with(fields: LogFields): Log {
    const bound = { ...this.#bound, ...fields }
    const log = new Log(this.#source, this.#settings, bound, this.#sink)
    log.#gathering = this.#gathering
    return log
  }

  /** The same log for one request: what goes well {@link during} its work is written as one line. */
  gathering(): Log {
    const log = this.with({})
    log.#gathering = new Gathering((line) => this.#sink(JSON.stringify(line)))
    return log
  }

  /** Of a log that is gathering: it goes on until this work is over. */
  during<T>(work: Promise<T>): Promise<T> {
    return this.#gathering === undefined ? work : this.#gathering.during(work)
  }

  /**
   * Of a log that is gathering: what went well, as JSON, for the line of the caller, whose {@link LogExtras.told} it is;
   * without what that says itself. Undefined when there is nothing, or other work goes on, which writes it.
   */
  handOver(): string | undefined {
    const lines = this.#gathering?.handOver() ?? []
    return lines.length === 0 ? undefined : lines.map((line) => JSON.stringify(asPart(line))).join(',')
  }

  debug(message: string, fields?: LogFields, extras?: LogExtras): void {
    this.#write('debug', message, fields, extras)
  }

  info(message: string, fields?: LogFields, extras?: LogExtras): void {
    this.#write('info', message, fields, extras)
  }

  warn(message: string, fields?: LogFields, extras?: LogExtras): void {
    this.#write('warn', message, fields, extras)
  }

  error(message: string, fields?: LogFields, extras?: LogExtras): void {
    this.#write('error', message, fields, extras)
  }

  #write(level: LogLevel, message: string, fields?: LogFields, extras?: LogExtras): void {
    if (LEVELS.indexOf(level) < this.#threshold) return
    const line = {
      timestamp: new Date().toISOString(),
      level,
      message,
      source: this.#source,
      // Dropped by JSON where it is undefined, as in tests of one module.
      workerVersion: this.#settings.VERSION?.id,
      ...this.#bound,
      ...fields,
      ...(extras?.thrown === undefined ? {} : describeThrown(extras.thrown)),
      ...(extras?.metrics === undefined ? {} : { metrics: extras.metrics }),
    }
    if (level !== 'info' || this.#gathering?.take(line) !== true) this.#sink(textOf(line, extras?.told))
  }
}

function textOf(line: object, told: readonly string[] = []): string {
  const text = JSON.stringify(line)
  return told.length === 0 ? text : `${text.slice(0, -1)},"parts":[${told.join(',')}]}`
}

function isLevel(value: string | undefined): value is LogLevel {
  return LEVELS.some((level) => level === value)
}
