import type { LogFields } from '@bulkhead/logging/log'
import { partsOf } from '@bulkhead/logging/parts-of'

import type { Point } from './point.ts'

/** A line of packages/logging, as far as it is looked at here. */
export interface LogLine extends LogFields {
  readonly timestamp: string
  readonly level: string
  readonly message: string
  readonly source: string
  readonly workerVersion?: string
  readonly metrics?: readonly Point[]
}

/** The name of the Worker that wrote it. */
export function workerOf({ source }: Pick<LogLine, 'source'>): string {
  return `bulkhead-${source.split('/')[0] ?? ''}`
}

/**
 * The line inside one console message, or undefined for anything that is not one of ours. Checked by hand,
 * and only what is used: this runs for every line of every Worker, and a schema would cost four times as much
 * as reading the JSON.
 */
export function parseLogLine(message: unknown): LogLine | undefined {
  return linesIn(message)[0]
}

/** Those of our lines that were read back. */
export function linesOf(values: unknown): LogLine[] {
  return Array.isArray(values) ? values.flatMap(asLogLine) : []
}

/** The same, for a line that may stand for several. */
export function linesIn(message: unknown): readonly LogLine[] {
  // `wrangler dev` puts the Worker's name in front.
  const said: unknown = Array.isArray(message) ? message.at(-1) : message
  if (typeof said !== 'string' || !said.startsWith('{')) return []
  try {
    const line: unknown = JSON.parse(said)
    return isRecord(line) ? partsOf(line).flatMap(asLogLine) : []
  } catch {
    return []
  }
}

function asLogLine(value: unknown): LogLine[] {
  const line = isRecord(value) ? withPointsAlone(value) : value
  return isLogLine(line) ? [line] : []
}

function withPointsAlone(line: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { metrics } = line
  if (!Array.isArray(metrics) || metrics.every(isPoint)) return line
  return { ...line, metrics: metrics.filter(isPoint) }
}

const TEXTS = ['timestamp', 'level', 'message', 'source'] as const
const OPTIONAL_TEXTS = [
  'tenantId',
  'requestId',
  'traceId',
  'spanId',
  'parentSpanId',
  'route',
  'method',
  'model',
  'provider',
  'outcome',
  'errorCode',
  'refusedBy',
  'workerVersion',
] as const
const OPTIONAL_NUMBERS = [
  'status',
  'latencyMs',
  'firstTokenMs',
  'promptTokens',
  'completionTokens',
  'cachedPromptTokens',
  'cacheWriteTokens',
  'reasoningTokens',
  'attempt',
  'admissionAtMs',
  'admissionMs',
  'count',
] as const

function isLogLine(value: unknown): value is LogLine {
  if (!isRecord(value)) return false
  return (
    TEXTS.every((name) => typeof value[name] === 'string') &&
    OPTIONAL_TEXTS.every((name) => value[name] === undefined || typeof value[name] === 'string') &&
    OPTIONAL_NUMBERS.every((name) => value[name] === undefined || typeof value[name] === 'number') &&
    (value['metrics'] === undefined || (Array.isArray(value['metrics']) && value['metrics'].every(isPoint)))
  )
}

function isPoint(value: unknown): value is Point {
  return (
    isRecord(value) &&
    typeof value['name'] === 'string' &&
    typeof value['value'] === 'number' &&
    isRecord(value['labels'])
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
