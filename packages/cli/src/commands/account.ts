import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

import { answerOf, type Schemas } from '@bulkhead/admin-client/admin-client'
import type { Command } from 'commander'

import { apiOf, unchecked } from '../api.ts'
import { forgetCredentials, storeCredentials, urlFor } from '../credentials.ts'
import { Failure } from '../failure.ts'
import { id as idOf } from '../id.ts'
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
    .action((_options, command) => {
      const session = new Session(command)
      return session.showOne(session.api.GET('/admin/v1/whoami'))
    })
  program
    .command('sign-in')
    .description('a link that signs you in to the console, good once and for five minutes')
    .action(async (_options, command) => {
      const session = new Session(command)
      const link = await answerOf(session.api.POST('/admin/v1/sign-in-links', { body: {} }))
      if (session.isJson) session.show(link)
      else console.log(link.url)
    })
  addOperators(program.command('operators').description('who may use the admin API'))
}

async function login({ url = urlFor(process.env) }: { readonly url?: string }): Promise<void> {
  const token = await readToken()
  if (token === '') throw new Failure('no token was given')
  const me = await answerOf(apiOf({ url, token }).GET('/admin/v1/whoami'))
  const [name, role] = me.kind === 'operator' ? [me.name, me.role] : [me.subject, 'portal']
  const file = storeCredentials(process.env, { url, token })
  console.log(`signed in to ${url} as ${name} (${role}); stored in ${file}`)
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
  operators.command('list').action((_options, command) => {
    const session = new Session(command)
    return session.showList((query) => session.api.GET('/admin/v1/operators', { params: { query } }), {
      id: field('id'),
      name: field('name'),
      email: field('email'),
      role: field('role'),
      expires: field('expiresAt'),
      'last used': field('lastUsedAt'),
    })
  })
  operators
    .command('create <name>')
    .description('the token is shown once')
    .requiredOption('--role <role>', 'owner, operator, billing or viewer')
    .option('--email <address>', 'signs in by Cloudflare Access')
    .option('--expires <time>', 'ISO 8601')
    .option('--dry-run', 'show what would change')
    .action(createOperator)
  operators
    .command('delete <id>')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'show what would change')
    .action(async (id: string, _options: object, command: Command) => {
      const session = new Session(command)
      await session.confirm('The operator loses access at once', id)
      await session.change((query) =>
        session.api.DELETE('/admin/v1/operators/{id}', { params: { path: { id: idOf(id) }, query } }),
      )
    })
}

interface CreateOptions {
  readonly role: string
  readonly email?: string
  readonly expires?: string
}

async function createOperator(
  name: string,
  { role, email, expires }: CreateOptions,
  command: Command,
): Promise<void> {
  const session = new Session(command)
  const body = unchecked<Schemas['CreateOperator']>({
    name,
    role,
    ...(email === undefined ? {} : { email }),
    ...(expires === undefined ? {} : { expiresAt: expires }),
  })
  await session.change((query) => session.api.POST('/admin/v1/operators', { params: { query }, body }))
}
