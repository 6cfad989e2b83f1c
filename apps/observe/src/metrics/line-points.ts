import { workerOf, type LogLine } from '../log-line.ts'
import type { Point } from '../point.ts'
import { attemptPoints, genAiPoints } from './model-points.ts'
import { requestPoints } from './request-points.ts'

/**
 * The lines that go with each request. What they count follows from their fields, so that nothing is written,
 * carried and read twice.
 */
const COUNTED: ReadonlyMap<string, (line: LogLine) => readonly Point[]> = new Map([
  ['request', requestPoints],
  ['ai attempt', attemptPoints],
  ['embedding attempt', attemptPoints],
  ['vector query', queryPoints],
  ['citations returned', citationPoints],
])

/** Everything that one line counts. */
export function linePoints(line: LogLine): Point[] {
  const { tenantId = 'none', source, level, message } = line
  const points = [...ownPoints(line), ...genAiPoints(line)]
  if (message === 'request') points.push(...versionPoints(line))
  if (level === 'warn' || level === 'error') {
    points.push({ name: 'log_lines_total', value: 1, labels: { tenantId, source, level, message } })
  }
  return points
}

/**
 * A line that brings points counts these and not its fields: so do those of control, whose requests are no
 * tenant's, and those of older versions.
 */
function ownPoints(line: LogLine): readonly Point[] {
  const { metrics = [], message } = line
  return metrics.length > 0 ? metrics : (COUNTED.get(message)?.(line) ?? [])
}

/** What a release compares: how each version of a Worker answers. */
function versionPoints(line: LogLine): Point[] {
  const { workerVersion: version, status, latencyMs } = line
  if (version === undefined || status === undefined || latencyMs === undefined) return []
  const worker = workerOf(line)
  return [
    { name: 'version_requests_total', value: 1, labels: { worker, version, status } },
    { name: 'version_latency_ms_histogram', value: latencyMs, labels: { worker, version } },
  ]
}

function queryPoints({ tenantId = 'none', outcome, latencyMs }: LogLine): Point[] {
  if (outcome === undefined || latencyMs === undefined) return []
  return [
    { name: 'vectorize_queries_total', value: 1, labels: { tenantId, status: outcome } },
    { name: 'vectorize_latency_ms_histogram', value: latencyMs, labels: { tenantId } },
  ]
}

function citationPoints({ tenantId = 'none', count }: LogLine): Point[] {
  return count === undefined ? [] : [{ name: 'rag_citations_total', value: count, labels: { tenantId } }]
}
