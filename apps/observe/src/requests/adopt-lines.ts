import type { Log } from '@bulkhead/logging/log'

const ADOPT = `
  INSERT INTO batch (at_ms, requests, lines)
    SELECT at_ms, sum(json_extract(body, '$.message') = 'request'), json_group_array(json(body))
    FROM line GROUP BY at_ms ORDER BY at_ms;`
const DROP = `
  DELETE FROM line;
  DELETE FROM request;`

/**
 * Takes over lines that a version before batches has left: at an upgrade, and when a roll-back is over. It runs at
 * every start and never throws: what cannot be adopted is dropped, since a failure here would refuse every call.
 */
export function adoptLines(
  storage: Pick<DurableObjectStorage, 'sql' | 'transactionSync'>,
  log: Pick<Log, 'warn'>,
): void {
  for (const statements of [ADOPT + DROP, DROP]) {
    try {
      storage.transactionSync(() => storage.sql.exec(statements))
      return
    } catch (thrown) {
      log.warn('older lines not adopted', {}, { thrown })
    }
  }
}
