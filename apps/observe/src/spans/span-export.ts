import { call } from '@bulkhead/calls/call'
import { Log } from '@bulkhead/logging/log'

import type { ObserveEnv } from '../env.ts'
import { MAX_WAITING_SPANS, PATIENCE } from '../limits.ts'
import type { LogLine } from '../log-line.ts'
import { otlpBody } from './otlp.ts'
import { spansOf, type Span } from './spans.ts'

/** Spans on their way to the collector at `OTLP_ENDPOINT`. Without one, none is even made. */
export class SpanExport {
  #waiting: Span[] = []
  #lost = 0

  add({ OTLP_ENDPOINT }: ObserveEnv, lines: readonly LogLine[]): void {
    if (!OTLP_ENDPOINT) return
    for (const span of lines.flatMap(spansOf)) {
      if (this.#waiting.length < MAX_WAITING_SPANS) this.#waiting.push(span)
      else this.#lost += 1
    }
  }

  /** Sends what waits. Never throws. */
  async flush(env: ObserveEnv): Promise<void> {
    const spans = this.#waiting
    const lost = this.#lost
    this.#waiting = []
    this.#lost = 0
    if (spans.length === 0) return
    const log = new Log('observe/spans', env)
    if (lost > 0) log.warn('spans lost', { count: lost, reason: 'too many at once' })
    try {
      await call(PATIENCE.export, Number.POSITIVE_INFINITY, () => send(env, spans))
    } catch (thrown) {
      log.warn('spans lost', { count: spans.length, target: 'otlp' }, { thrown })
    }
  }
}

async function send({ OTLP_ENDPOINT = '', OTLP_AUTHORIZATION }: ObserveEnv, spans: readonly Span[]) {
  const response = await fetch(`${OTLP_ENDPOINT.replace(/\/$/, '')}/v1/traces`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(OTLP_AUTHORIZATION === undefined ? {} : { authorization: OTLP_AUTHORIZATION }),
    },
    body: otlpBody(spans),
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`the collector answered ${response.status}`)
}
