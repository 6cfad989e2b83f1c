import type { Query } from '../../api/request.ts'
import { saveFile } from '../../pieces/list/csv.ts'
import { auditEvents } from '../../records/audit.ts'
import { startWork } from '../../work/work.ts'

/** Every event of the filter, one a line, as the API has them: the chain can be verified from the file. */
export function exportAudit(query: Query): void {
  startWork('Export the audit log', async (report) => {
    const lines: string[] = []
    for await (const events of auditEvents(query)) {
      lines.push(...events.map((event) => JSON.stringify(event)))
      report({ detail: `${lines.length} events` })
    }
    const name = `audit-${new Date().toISOString().slice(0, 10)}.ndjson`
    saveFile(name, `${lines.join('\n')}\n`, 'application/x-ndjson')
    return `${lines.length} events in ${name}`
  })
}
