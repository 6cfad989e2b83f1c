import { answerOf } from '@bulkhead/admin-client/admin-client'
import type { Command } from 'commander'

import { id } from '../id.ts'
import { field, printJson, printTable } from '../print.ts'
import { Session } from '../session.ts'

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
      const query = { limit: 50, ...filter }
      const page = await answerOf(session.api.GET('/admin/v1/requests', { params: { query } }))
      if (session.isJson) printJson(page)
      else {
        printTable(page.data, {
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
  addOne(program)
}

function addOne(program: Command): void {
  program
    .command('trace <request>')
    .description('what happened to one request: its lines and spans')
    .action(async (requestId: string, _options: object, command: Command) => {
      const session = new Session(command)
      const params = { path: { requestId: id(requestId) } }
      const trace = await answerOf(session.api.GET('/admin/v1/requests/{requestId}', { params }))
      if (session.isJson) {
        printJson(trace)
        return
      }
      const { lines, spans } = trace
      printTable(lines, LINES)
      console.log('')
      printTable(spans, SPANS)
    })
}
