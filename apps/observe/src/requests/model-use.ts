import type { RequestSummary } from '@bulkhead/contracts/http/admin/requests'

import type { LogLine } from '../log-line.ts'

const ATTEMPTS: ReadonlySet<string> = new Set(['ai attempt', 'embedding attempt'])

/** Which model a request asked last and how many tokens all attempts took; empty where none was asked. */
export function modelUseOf(
  lines: readonly LogLine[],
): Pick<RequestSummary, 'model' | 'promptTokens' | 'completionTokens'> {
  const attempts = lines.filter(({ message }) => ATTEMPTS.has(message))
  const model = attempts.findLast((line) => line.model !== undefined)?.model
  if (model === undefined) return {}
  const sum = (of: (line: LogLine) => number | undefined) =>
    attempts.reduce((total, line) => total + Math.max(of(line) ?? 0, 0), 0)
  return {
    model,
    promptTokens: sum(({ promptTokens }) => promptTokens),
    completionTokens: sum(({ completionTokens }) => completionTokens),
  }
}
