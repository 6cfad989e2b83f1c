import type { Schemas } from '@bulkhead/admin-client/admin-client'
import type { Command } from 'commander'

import { unchecked } from '../api.ts'
import { id } from '../id.ts'
import { assignment, commaList, seconds } from '../parse.ts'
import { field } from '../print.ts'
import { Session } from '../session.ts'

const COLUMNS = {
  id: field('id'),
  name: field('name'),
  status: field('status'),
  scopes: field('scopes'),
  expires: field('expiresAt'),
  'last used': field('lastUsedAt'),
  creator: field('creator'),
  'cost 30 d': field('cost30d'),
}

interface CreateOptions {
  readonly scopes: string[]
  readonly name?: string
  readonly expires?: string
  readonly models?: string[]
  readonly allowedIps?: string[]
  readonly limit?: Record<string, unknown>
}

/** `bulkhead keys` */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description("a tenant's API keys")
  keys.command('list <tenant>').action((tenant: string, _options: object, command: Command) => {
    const session = new Session(command)
    const path = { id: id(tenant) }
    return session.showList(
      (query) => session.api.GET('/admin/v1/tenants/{id}/keys', { params: { path, query } }),
      COLUMNS,
    )
  })
  keys
    .command('get <tenant> <key>')
    .action((tenant: string, key: string, _options: object, command: Command) => {
      const session = new Session(command)
      const path = { id: id(tenant), keyId: id(key) }
      return session.showOne(session.api.GET('/admin/v1/tenants/{id}/keys/{keyId}', { params: { path } }))
    })
  addCreate(keys)
  addRotate(keys)
  keys
    .command('revoke <tenant> <key>')
    .description('for good; once this ends, no request with the key is accepted')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'show what would change')
    .action(async (tenant: string, key: string, _options: object, command: Command) => {
      const session = new Session(command)
      await session.confirm('A revoked key never works again', key)
      const path = { id: id(tenant), keyId: id(key) }
      await session.change((query) =>
        session.api.DELETE('/admin/v1/tenants/{id}/keys/{keyId}', { params: { path, query } }),
      )
    })
}

function addCreate(keys: Command): void {
  keys
    .command('create <tenant>')
    .description('the key is shown once')
    .requiredOption('--scopes <list>', 'such as chat,search', commaList)
    .option('--name <name>')
    .option('--expires <time>', 'ISO 8601')
    .option('--models <list>', 'the only models it may name', commaList)
    .option('--allowed-ips <list>', 'addresses or ranges', commaList)
    .option('--limit <name=value...>', 'such as tokensPerDay=10000 or spendPerMonth=5.00', assignment)
    .option('--dry-run', 'show what would change')
    .action(async (tenant: string, options: CreateOptions, command: Command) => {
      const { name, scopes, expires, models, allowedIps, limit } = options
      const body = unchecked<Schemas['CreateKey']>({
        scopes,
        ...(name === undefined ? {} : { name }),
        ...(expires === undefined ? {} : { expiresAt: expires }),
        ...(models === undefined ? {} : { models }),
        ...(allowedIps === undefined ? {} : { allowedIps }),
        ...(limit === undefined ? {} : { limits: limit }),
      })
      const session = new Session(command)
      const path = { id: id(tenant) }
      await session.change((query) =>
        session.api.POST('/admin/v1/tenants/{id}/keys', { params: { path, query }, body }),
      )
    })
}

function addRotate(keys: Command): void {
  keys
    .command('rotate <tenant> <key>')
    .description('a new secret under the same id, shown once')
    .option('--grace <time>', 'how long the old secret stays good', seconds, 0)
    .option('--reason <text>', 'kept in the audit log')
    .option('--dry-run', 'show what would change')
    .action(
      async (
        tenant: string,
        key: string,
        { grace, reason }: { grace: number; reason?: string },
        command: Command,
      ) => {
        const body = { graceSeconds: grace, ...(reason === undefined ? {} : { reason }) }
        const session = new Session(command)
        const path = { id: id(tenant), keyId: id(key) }
        await session.change((query) =>
          session.api.POST('/admin/v1/tenants/{id}/keys/{keyId}/rotate', { params: { path, query }, body }),
        )
      },
    )
}
