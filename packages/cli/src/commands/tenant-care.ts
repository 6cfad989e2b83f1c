import type { Command } from 'commander'

import { assignment } from '../parse.ts'
import { path } from '../path.ts'
import { field } from '../print.ts'
import { Session } from '../session.ts'

/** `bulkhead flags` and `documents` */
export function addTenantCare(program: Command): void {
  addFlags(program.command('flags').description('switches for an emergency'))
  addDocuments(program.command('documents').description("a tenant's documents"))
}

function addFlags(flags: Command): void {
  flags
    .command('get [tenant]')
    .description('of the deployment, or of a tenant')
    .action((tenant: string | undefined, _options: object, command: Command) =>
      new Session(command).showOne(flagsOf(tenant)),
    )
  flags
    .command('put [tenant]')
    .description('replace the whole record; without --set it is cleared')
    .option('--set <flag=value...>', 'such as retrieval.vectors=false', assignment, {})
    .action(
      async (tenant: string | undefined, { set }: { set: Record<string, unknown> }, command: Command) => {
        const session = new Session(command)
        session.show(await session.api.json('PUT', flagsOf(tenant), { body: set }))
      },
    )
}

function addDocuments(documents: Command): void {
  documents
    .command('list <tenant>')
    .option('--status <status>')
    .option('-q, --search <text>')
    .action(async (tenant: string, options: { status?: string; search?: string }, command: Command) => {
      const columns = {
        id: field('id'),
        title: field('title'),
        status: field('status'),
        error: field('error.code'),
      }
      const query = { status: options.status, q: options.search }
      await new Session(command).showList(path`/tenants/${tenant}/documents`, columns, query)
    })
  documents
    .command('retry <tenant>')
    .description('all that failed')
    .action(async (tenant: string, _options: object, command: Command) => {
      const session = new Session(command)
      session.show(await session.api.json('POST', path`/tenants/${tenant}/documents/retry`))
    })
}

function flagsOf(tenant: string | undefined): string {
  return tenant === undefined ? '/flags' : path`/tenants/${tenant}/flags`
}
