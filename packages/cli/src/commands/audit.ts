import { setTimeout as sleep } from 'node:timers/promises'

import type { Command } from 'commander'

import type { Json } from '../admin-client.ts'
import { field, printJson, printTable } from '../print.ts'
import { Session } from '../session.ts'

const COLUMNS = {
  time: field('occurredAt'),
  actor: field('actor.name'),
  action: field('action'),
  targets: ({ targets }: Json) =>
    Array.isArray(targets)
      ? targets.map((target: Json) => `${String(target['type'])} ${String(target['id'])}`).join(', ')
      : '',
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
    .option('--from <time>', 'ISO 8601')
    .option('--to <time>', 'ISO 8601')
    .action(async (filter: Record<string, string>, command: Command) => {
      await new Session(command).showList('/audit-events', COLUMNS, filter)
    })
  audit.command('tail').description('new events as they come; Ctrl-C ends it').action(tail)
  audit
    .command('verify')
    .description('whether every event follows from the one before it; ends with 1 when not')
    .action(async (_options: object, command: Command) => {
      const session = new Session(command)
      const verdict = await session.api.json('GET', '/audit-events/verify')
      session.show(verdict)
      if (verdict['valid'] !== true) process.exitCode = 1
    })
}

async function tail(_options: object, command: Command): Promise<void> {
  const session = new Session(command)
  let from = new Date().toISOString()
  const seen = new Set<unknown>()
  for (;;) {
    const fresh: Json[] = []
    for await (const event of session.api.list('/audit-events', { from })) {
      if (seen.has(event['id'])) continue
      seen.add(event['id'])
      fresh.unshift(event)
    }
    if (session.isJson) for (const event of fresh) printJson(event)
    else if (fresh.length > 0) printTable(fresh, COLUMNS)
    const newest = fresh.at(-1)?.['occurredAt']
    if (typeof newest === 'string') from = newest
    await sleep(LOOK_EVERY_MS)
  }
}
