import type { Meter } from './gcra.ts'

/** The part of an object's storage that a store needs. */
export interface Database extends Pick<DurableObjectStorage, 'transactionSync'> {
  readonly sql: Pick<SqlStorage, 'exec'>
}

type MeterRow = { subject: string; level: number; at_ms: number }

/** The table `meter`: what each request limit starts from. */
export class MeterStore {
  readonly #sql: Database['sql']

  constructor(database: Database) {
    this.#sql = database.sql
  }

  all(): { subject: string; meter: Meter }[] {
    const rows = this.#sql.exec<MeterRow>('SELECT subject, level, at_ms FROM meter').toArray()
    return rows.map(({ subject, level, at_ms }) => ({ subject, meter: { level, atMs: at_ms } }))
  }

  save(subject: string, { level, atMs }: Meter): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO meter (subject, level, at_ms) VALUES (?, ?, ?)',
      subject,
      level,
      atMs,
    )
  }

  remove(subject: string): void {
    this.#sql.exec('DELETE FROM meter WHERE subject = ?', subject)
  }
}
