import type { Dialect } from './dialect.ts'

/** What refusals have taught about models. One per isolate: a model that refused once is spoken to in its own way from then on. */
export class DialectBook {
  readonly #learnt = new Map<string, Partial<Dialect>>()

  dialectOf(model: string, given: Dialect): Dialect {
    const learnt = this.#learnt.get(model)
    return learnt === undefined ? given : { ...given, ...learnt }
  }

  learn(model: string, lesson: Partial<Dialect>): void {
    this.#learnt.set(model, { ...this.#learnt.get(model), ...lesson })
  }
}
