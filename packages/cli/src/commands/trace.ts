import type { Command } from 'commander'
import * as z from 'zod/mini'

import { path } from '../path.ts'
import { field, printJson, printTable } from '../print.ts'
import { Session } from '../session.ts'

const JsonObject = z.record(z.string(), z.unknown())
const Trace = z.looseObject({
  requestId: z.string(),
  lines: z.array(JsonObject),
  spans: z.array(JsonObject),
})
const LINES = {
  time: field('timestamp'),
  level: field('level'),
  source: field('source'),
  message: field('message'),
  outcome: field('outcome'),
  error: field('errorCode'),
  ms: field('latencyMs'),
}
const SPANS = {
  started: field('startedAt'),
  ms: field('durationMs'),
  worker: field('worker'),
  span: field('name'),
  failed: field('isError'),
}

/** `bulkhead trace` and `requests` */
export function addTrace(program: Command): void {
  program
    .command('requests')
    .description('the newest requests')
    .option('--tenant <id>')
    .option('--status <status>', 'a code, or a class such as 5xx')
    .option('--route <route>', 'its template')
    .action(async (filter: Record<string, string>, command: Command) => {
      const session = new Session(command)
      const page = await session.api.json('GET', '/requests', { query: { limit: 50, ...filter } })
      if (session.isJson) printJson(page)
      else {
        printTable(z.array(JsonObject).parse(page['data']), {
          time: field('at'),
          request: field('requestId'),
          tenant: field('tenantId'),
          method: field('method'),
          route: field('route'),
          status: field('status'),
          error: field('errorCode'),
          ms: field('latencyMs'),
        })
      }
    })
  program
    .command('trace <request>')
    .description('what happened to one request: its lines and spans')
    .action(async (requestId: string, _options: object, command: Command) => {
      const session = new Session(command)
      const trace = await session.api.json('GET', path`/requests/${requestId}`)
      if (session.isJson) {
        printJson(trace)
        return
      }
      const { lines, spans } = Trace.parse(trace)
      printTable(lines, LINES)
      console.log('')
      printTable(spans, SPANS)
    })
}
