import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

import type { Command } from 'commander'

import { AdminClient } from '../admin-client.ts'
import { forgetCredentials, storeCredentials, urlFor } from '../credentials.ts'
import { Failure } from '../failure.ts'
import { path } from '../path.ts'
import { field } from '../print.ts'
import { Session } from '../session.ts'

/** Who one is. */
export function addAccount(program: Command): void {
  program
    .command('login')
    .description('store a deployment and a token; the token is typed, or read from standard input')
    .option('--url <url>', 'the deployment')
    .action(login)
  program
    .command('logout')
    .description('forget the stored token')
    .action(() => forgetCredentials(process.env))
  program
    .command('whoami')
    .description('whose token this is')
    .action((_options, command) => new Session(command).showOne('/whoami'))
  addOperators(program.command('operators').description('who may use the admin API'))
}

async function login({ url = urlFor(process.env) }: { readonly url?: string }): Promise<void> {
  const token = await readToken()
  if (token === '') throw new Failure('no token was given')
  const me = await new AdminClient({ url, token }).json('GET', '/whoami')
  const file = storeCredentials(process.env, { url, token })
  console.log(`signed in to ${url} as ${String(me['name'])} (${String(me['role'])}); stored in ${file}`)
}

/** Not shown while it is typed. */
async function readToken(): Promise<string> {
  if (!process.stdin.isTTY) return await readAll(process.stdin)
  process.stderr.write('token: ')
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return (await terminal.question('')).trim()
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}

async function readAll(input: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const chunk of input) text += String(chunk)
  return text.trim()
}

function addOperators(operators: Command): void {
  operators.command('list').action((_options, command) =>
    new Session(command).showList('/operators', {
      id: field('id'),
      name: field('name'),
      role: field('role'),
      expires: field('expiresAt'),
      'last used': field('lastUsedAt'),
    }),
  )
  operators
    .command('create <name>')
    .requiredOption('--role <role>', 'owner, operator, billing or viewer')
    .option('--expires <time>', 'ISO 8601')
    .option('--dry-run', 'show what would change')
    .action(async (name: string, { role, expires }: { role: string; expires?: string }, command: Command) => {
      const body = { name, role, ...(expires === undefined ? {} : { expiresAt: expires }) }
      await new Session(command).change('POST', '/operators', { body })
    })
  operators
    .command('delete <id>')
    .option('--yes', 'do not ask')
    .action(async (id: string, _options: object, command: Command) => {
      const session = new Session(command)
      await session.confirm('The operator loses access at once', id)
      await session.change('DELETE', path`/operators/${id}`)
    })
}
