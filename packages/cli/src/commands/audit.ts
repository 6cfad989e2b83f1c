import { setTimeout as sleep } from 'node:timers/promises'

import { answerOf, everyItem, type Schemas } from '@bulkhead/admin-client/admin-client'
import type { Command } from 'commander'
import * as z from 'zod/mini'

import { field, printJson, printTable } from '../print.ts'
import { Session } from '../session.ts'

const Targets = z.array(z.object({ type: z.string(), id: z.string() }))
const COLUMNS = {
  time: field('occurredAt'),
  actor: field('actor.name'),
  action: field('action'),
  targets: (row: object) =>
    Targets.parse(field('targets')(row))
      .map(({ type, id }) => `${type} ${id}`)
      .join(', '),
  reason: field('reason'),
}
const LOOK_EVERY_MS = 2_000

/** `bulkhead audit` */
export function addAudit(program: Command): void {
  const audit = program.command('audit').description('who did what')
  audit
    .command('list')
    .option('--actor <id>')
    .option('--action <action>', 'such as key.revoked')
    .option('--target <id>', 'of a tenant, a key, a webhook …')
    .option('--from <time>', 'ISO 8601, or a UTC day')
    .option('--to <time>', 'ISO 8601, or a UTC day')
    .action(async (filter: Record<string, string>, command: Command) => {
      const session = new Session(command)
      await session.showList(
        (page) => session.api.GET('/admin/v1/audit-events', { params: { query: { ...filter, ...page } } }),
        COLUMNS,
      )
    })
  audit.command('tail').description('new events as they come; Ctrl-C ends it').action(tail)
  audit
    .command('verify')
    .description('whether every event follows from the one before it; ends with 1 when not')
    .action(async (_options: object, command: Command) => {
      const session = new Session(command)
      const verdict = await answerOf(session.api.GET('/admin/v1/audit-events/verify'))
      session.show(verdict)
      if (!verdict.valid) process.exitCode = 1
    })
}

async function tail(_options: object, command: Command): Promise<void> {
  const session = new Session(command)
  let from = new Date().toISOString()
  const seen = new Set<unknown>()
  for (;;) {
    const fresh: Schemas['AuditEvent'][] = []
    const since = { from }
    const events = everyItem((page) =>
      session.api.GET('/admin/v1/audit-events', { params: { query: { ...since, ...page } } }),
    )
    for await (const event of events) {
      if (seen.has(event.id)) continue
      seen.add(event.id)
      fresh.unshift(event)
    }
    if (session.isJson) for (const event of fresh) printJson(event)
    else if (fresh.length > 0) printTable(fresh, COLUMNS)
    from = fresh.at(-1)?.occurredAt ?? from
    await sleep(LOOK_EVERY_MS)
  }
}
