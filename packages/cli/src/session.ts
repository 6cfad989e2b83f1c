import { createInterface } from 'node:readline/promises'

import {
  answerOf,
  everyItem,
  isDryRun,
  type AdminClient,
  type Result,
} from '@bulkhead/admin-client/admin-client'
import type { Command } from 'commander'
import * as z from 'zod/mini'

import { apiOf } from './api.ts'
import { readCredentials } from './credentials.ts'
import { Failure, Misuse } from './failure.ts'
import { printChanges, printFields, printJson, printTable, type Columns } from './print.ts'

const Options = z.object({
  json: z._default(z.boolean(), false),
  dryRun: z._default(z.boolean(), false),
  yes: z._default(z.boolean(), false),
})

interface PageQuery {
  readonly limit: number
  readonly cursor?: string
}

interface Page<T> {
  readonly data: readonly T[]
  readonly nextCursor: string | null
}

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
    this.api = apiOf(readCredentials(process.env))
  }

  /** A list, all of it. */
  async showList<T extends object>(
    load: (page: PageQuery) => Promise<Result<Page<T>>>,
    columns: Columns,
  ): Promise<void> {
    const rows: T[] = []
    for await (const row of everyItem(load)) rows.push(row)
    if (this.isJson) printJson(rows)
    else printTable(rows, columns)
  }

  async showOne(answer: Promise<Result<object>>): Promise<void> {
    this.show(await answerOf(answer))
  }

  show(resource: object): void {
    if (this.isJson) printJson(resource)
    else printFields(resource)
  }

  /** A change; with `--dry-run` only what it would change. */
  async change(send: (query: { dryRun?: 'true' }) => Promise<Result<object>>): Promise<void> {
    const answer = await answerOf(send(this.isDryRun ? { dryRun: 'true' } : {}))
    if (!this.isDryRun || this.isJson || !isDryRun(answer)) {
      this.show(answer)
      return
    }
    console.log('dry run: nothing was changed')
    if (answer.changes.length > 0) printChanges(answer.changes)
    else printFields(Object(answer.resource))
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
}
