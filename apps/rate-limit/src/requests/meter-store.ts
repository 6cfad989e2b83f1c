import type { Page } from '../page/page.ts'
import type { Meter } from './gcra.ts'

type MeterRow = { subject: string; level: number; at_ms: number }

/** The table `meter`: what each request limit starts from. */
export class MeterStore {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  all(): { subject: string; meter: Meter }[] {
    const { meters, sql } = this.#page
    const rows = sql.exec<MeterRow>('SELECT subject, level, at_ms FROM meter').toArray()
    return meters.over(rows).map(({ subject, level, at_ms }) => ({ subject, meter: { level, atMs: at_ms } }))
  }

  save(subject: string, { level, atMs }: Meter): void {
    this.#page.meters.put({ subject, level, at_ms: atMs })
  }

  remove(subject: string): void {
    this.#page.meters.remove(subject)
  }
}
