import type { Command } from 'commander'

import { Misuse } from '../failure.ts'
import { assignment, patchOf, readJson } from '../parse.ts'
import { path } from '../path.ts'
import { field } from '../print.ts'
import { Session } from '../session.ts'
import { addApply } from './apply.ts'

const COLUMNS = {
  id: field('id'),
  name: field('name'),
  status: field('status'),
  tier: field('tier'),
  plan: field('plan'),
  managed: field('managedBy'),
  drifted: field('driftedSince'),
}

/** `bulkhead tenants` */
export function addTenants(program: Command): void {
  const tenants = program.command('tenants').description('tenants and their limits')
  addApply(tenants)
  tenants
    .command('list')
    .option('--status <status>', 'active or suspended')
    .option('--plan <plan>')
    .option('--managed-by <who>', 'file or api')
    .option('-q, --search <text>', 'a part of the id or name')
    .action(async ({ search, ...filter }: Record<string, string>, command: Command) => {
      await new Session(command).showList('/tenants', COLUMNS, { ...filter, q: search })
    })
  tenants
    .command('get <id>')
    .action((id: string, _options: object, command: Command) =>
      new Session(command).showOne(path`/tenants/${id}`),
    )
  tenants
    .command('create')
    .description('from a tenant.config.json')
    .requiredOption('-f, --file <file>', 'the document; - is standard input')
    .option('--dry-run', 'show what would change')
    .action(async ({ file }: { file: string }, command: Command) => {
      await new Session(command).change('POST', '/tenants', { body: readJson(file) })
    })
  addSet(tenants)
  addStatus(tenants)
  tenants
    .command('delete <id>')
    .description('erase the tenant and its data everywhere; its id is never used again')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'show what would change')
    .action(async (id: string, _options: object, command: Command) => {
      const session = new Session(command)
      await session.confirm('This erases the tenant, its documents and its conversations for good', id)
      await session.change('DELETE', path`/tenants/${id}`)
    })
}

function addSet(tenants: Command): void {
  tenants
    .command('set <id>')
    .description('change fields, such as --set budget.spendPerMonth=5.00 rateLimit.burst=20; null clears')
    .requiredOption('--set <path=value...>', 'a field', assignment)
    .option('--if-version <version>', 'only if this is still its version')
    .option('--dry-run', 'show what would change')
    .action(
      async (
        id: string,
        { set, ifVersion }: { set: Record<string, unknown>; ifVersion?: string },
        command: Command,
      ) => {
        if (Object.keys(set).length === 0) throw new Misuse('name a field')
        const ifMatch = ifVersion === undefined ? {} : { ifMatch: `"${ifVersion}"` }
        await new Session(command).change('PATCH', path`/tenants/${id}`, { body: patchOf(set), ...ifMatch })
      },
    )
}

function addStatus(tenants: Command): void {
  for (const name of ['suspend', 'resume'] as const) {
    tenants
      .command(`${name} <id>`)
      .option('--reason <text>', 'kept in the audit log')
      .option('--dry-run', 'show what would change')
      .action(async (id: string, { reason }: { reason?: string }, command: Command) => {
        const body = reason === undefined ? {} : { reason }
        await new Session(command).change('POST', path`/tenants/${id}/${name}`, { body })
      })
  }
}
