import type { BatchName } from '@bulkhead/contracts/rate-limit'
import type { KeyRecord } from '@bulkhead/contracts/record/tenant-record'

import type { Page } from '../page/page.ts'
import { hasBudget, budgetIn, type Budget, type Plan } from '../plan.ts'
import { dayOf } from '../tokens/calendar.ts'
import { IN_TOKENS, type Counting } from '../tokens/counting.ts'
import { LedgerStore } from '../tokens/ledger-store.ts'
import { Ledger } from '../tokens/ledger.ts'
import { SPEND } from '../tokens/unit.ts'
import { AccountStore } from './account-store.ts'
import { accountOf, keyAccount, TENANT_SPEND, type Account } from './account.ts'
import { AppliedBatches } from './applied-batches.ts'

const IN_MONEY: Counting = {
  unit: SPEND,
  used: ({ nanoDollars }) => nanoDollars,
  claimed: ({ settlement }) => settlement.leased?.nanoDollars ?? 0,
  isExact: true,
}

/** A budget that a request counts against, with its ledger. */
export interface Purse {
  readonly ledger: Ledger
  readonly budget: Budget
  /** Left out: the tenant's. */
  readonly keyId?: string
}

/**
 * Every budget of one tenant: its own in tokens, whose ledger also records what was used, and, as soon as
 * they are needed, its own in money and those of keys.
 */
export class Accounts {
  readonly tenant: Ledger
  readonly usage: LedgerStore
  readonly #page: Page
  readonly #batches: AppliedBatches
  readonly #others = new Map<string, Ledger>()
  /** Of these, the ones that may have something to write. */
  readonly #recent = new Set<Ledger>()
  /** Of accounts that have no rows, as far as was looked. */
  readonly #without = new Set<string>()

  constructor(page: Page, nowMs: number) {
    this.#page = page
    this.usage = new LedgerStore(page)
    this.#batches = new AppliedBatches(this.usage.storedBatches(), nowMs)
    this.usage.batches = this.#batches.text(nowMs)
    this.tenant = new Ledger(this.usage, nowMs)
    this.#openAll(AccountStore.openNames(page), nowMs)
  }

  /** Every budget that was ever written to: {@link all} has only those that were needed. */
  openEvery(nowMs: number): readonly Ledger[] {
    this.#openAll(AccountStore.allNames(this.#page), nowMs)
    this.#page.forgetUnknown()
    return this.all()
  }

  /** All budgets that a request of the key counts against; the tenant's in tokens always comes first. */
  purses(plan: Plan, key: KeyRecord | undefined, nowMs: number): Purse[] {
    const purses: Purse[] = [{ ledger: this.tenant, budget: plan.tokens }]
    if (hasBudget(plan.spend)) {
      purses.push({ ledger: this.#open(TENANT_SPEND, nowMs), budget: plan.spend })
    }
    if (key?.limits === undefined) return purses
    const { keyId } = key
    for (const unit of ['tokens', 'spend'] as const) {
      const budget = budgetIn(key.limits, unit)
      if (!hasBudget(budget)) continue
      purses.push({ ledger: this.#open(keyAccount(keyId, unit), nowMs), budget, keyId })
    }
    return purses
  }

  /** Every ledger that may know something of a request of the key; the tenant's in tokens comes first. */
  ofKey(keyId: string | undefined, nowMs: number): Ledger[] {
    return [this.tenant, ...this.othersOf(keyId, nowMs)]
  }

  /** The ledgers besides the tenant's that may know something of a request of the key. */
  othersOf(keyId: string | undefined, nowMs: number): Ledger[] {
    const own = keyId === undefined ? [] : [keyAccount(keyId, 'tokens'), keyAccount(keyId, 'spend')]
    return [TENANT_SPEND, ...own].flatMap((account) => this.#known(account, nowMs) ?? [])
  }

  /** Whether the batch was not applied before. It is stored with the settlements of the same step. */
  applyBatch(name: BatchName, nowMs: number): boolean {
    const isNew = this.#batches.apply(name, nowMs)
    this.usage.batches = this.#batches.text(nowMs)
    const { book } = this.tenant
    book.touch(book.get(dayOf(nowMs)))
    return isNew
  }

  /** Gives a whole reservation back in every budget; `tokens` is what its owner says it held. */
  release(id: string, tokens: number, keyId: string | undefined, nowMs: number): void {
    this.tenant.release(id, tokens, nowMs)
    for (const ledger of this.othersOf(keyId, nowMs)) {
      ledger.release(id, ledger.unit === SPEND ? 0 : tokens, nowMs)
    }
  }

  /** Writes what a step has changed, at its end: all of it or nothing, and as one row. */
  save(): void {
    if (!this.#page.isDirty) return
    for (const { book } of this.recent()) book.save()
    this.#page.save()
    for (const ledger of this.#recent) if (ledger.isStored) this.#recent.delete(ledger)
  }

  /** Whether the end of a step will leave something that has changed: nothing else has. */
  get hasUnsaved(): boolean {
    return !this.#page.isDirty && this.recent().some(({ book }) => book.isDirty)
  }

  /** The tenant's, and those that may have something to write. */
  recent(): Ledger[] {
    return [this.tenant, ...this.#recent]
  }

  /** Every ledger that is open. */
  all(): Ledger[] {
    return [this.tenant, ...this.#others.values()]
  }

  /** Money that is reserved under the id: by the tenant's budget, else by its key's. */
  reservedNanoDollars(id: string, others: readonly Ledger[]): number {
    for (const ledger of others) {
      const amount = ledger.unit === SPEND ? ledger.openAmount(id) : undefined
      if (amount !== undefined) return amount
    }
    return 0
  }

  #openAll(names: Iterable<string>, nowMs: number): void {
    for (const name of names) {
      const account = accountOf(name)
      if (account !== undefined) this.#open(account, nowMs)
    }
  }

  #known(account: Account, nowMs: number): Ledger | undefined {
    const open = this.#used(account)
    if (open !== undefined) return open
    if (this.#without.has(account.name)) return undefined
    if (AccountStore.hasRows(this.#page, account)) return this.#open(account, nowMs)
    this.#without.add(account.name)
    return undefined
  }

  #open(account: Account, nowMs: number): Ledger {
    const open = this.#used(account)
    if (open !== undefined) return open
    const counting = account.unit === 'spend' ? IN_MONEY : IN_TOKENS
    const ledger = new Ledger(new AccountStore(this.#page, account), nowMs, counting)
    this.#others.set(account.name, ledger)
    this.#without.delete(account.name)
    this.#recent.add(ledger)
    return ledger
  }

  #used({ name }: Account): Ledger | undefined {
    const ledger = this.#others.get(name)
    if (ledger !== undefined) this.#recent.add(ledger)
    return ledger
  }
}
