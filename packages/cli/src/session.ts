import { createInterface } from 'node:readline/promises'

import type { Command } from 'commander'
import * as z from 'zod/mini'

import { AdminClient, type Json } from './admin-client.ts'
import { readCredentials } from './credentials.ts'
import { Failure, Misuse } from './failure.ts'
import { printChanges, printFields, printJson, printTable, type Columns } from './print.ts'

const Options = z.object({
  json: z._default(z.boolean(), false),
  dryRun: z._default(z.boolean(), false),
  yes: z._default(z.boolean(), false),
})

const DryRun = z.object({ resource: z.record(z.string(), z.unknown()), changes: z.array(z.unknown()) })

/** What every command works with: the API, and how to show what it says. */
export class Session {
  readonly api: AdminClient
  readonly isJson: boolean
  readonly isDryRun: boolean
  readonly #isYes: boolean

  constructor(command: Command) {
    const { json, dryRun, yes } = Options.parse(command.optsWithGlobals())
    this.isJson = json
    this.isDryRun = dryRun
    this.#isYes = yes
    this.api = new AdminClient(readCredentials(process.env))
  }

  /** A list, all of it. */
  async showList(
    path: string,
    columns: Columns,
    query: Record<string, string | undefined> = {},
  ): Promise<void> {
    const rows: Json[] = []
    for await (const row of this.api.list(path, query)) rows.push(row)
    if (this.isJson) printJson(rows)
    else printTable(rows, columns)
  }

  async showOne(path: string): Promise<void> {
    this.show(await this.api.json('GET', path))
  }

  show(resource: Json): void {
    if (this.isJson) printJson(resource)
    else printFields(resource)
  }

  /** A change; with `--dry-run` only what it would change. */
  async change(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    { body, ifMatch }: { readonly body?: unknown; readonly ifMatch?: string } = {},
  ): Promise<Json> {
    const query = this.isDryRun ? { dryRun: 'true' } : {}
    const answer = await this.api.json(method, path, {
      query,
      ifMatch,
      ...(method === 'DELETE' ? {} : { body: body ?? {} }),
    })
    if (!this.isDryRun) this.show(answer)
    else if (this.isJson) printJson(answer)
    else this.#showDryRun(answer)
    return answer
  }

  /** Before what cannot be undone: `--yes`, or the name typed once more. @throws Misuse where nobody can be asked */
  async confirm(what: string, name: string): Promise<void> {
    if (this.#isYes || this.isDryRun) return
    if (!process.stdin.isTTY) throw new Misuse(`${what} needs --yes where nobody can be asked`)
    const terminal = createInterface({ input: process.stdin, output: process.stderr })
    try {
      const typed = await terminal.question(`${what}. Type ${name} to go on: `)
      if (typed.trim() !== name) throw new Failure('not confirmed; nothing was changed')
    } finally {
      terminal.close()
    }
  }

  #showDryRun(answer: Json): void {
    const { resource, changes } = DryRun.parse(answer)
    console.log('dry run: nothing was changed')
    if (changes.length === 0) printFields(resource)
    else printChanges(changes)
  }
}
