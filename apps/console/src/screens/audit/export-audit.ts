import { saveFile } from '../../pieces/list/csv.ts'
import { auditEvents, type AuditFilter } from '../../records/audit.ts'
import { startWork } from '../../work/work.ts'

const STEP = 100

/** Every event of the filter, one a line, as the API has them: the chain can be verified from the file. */
export function exportAudit(filter: AuditFilter): void {
  startWork('Export the audit log', async (report) => {
    const lines: string[] = []
    for await (const event of auditEvents(filter)) {
      lines.push(JSON.stringify(event))
      if (lines.length % STEP === 0) report({ detail: `${lines.length} events` })
    }
    const name = `audit-${new Date().toISOString().slice(0, 10)}.ndjson`
    saveFile(name, `${lines.join('\n')}\n`, 'application/x-ndjson')
    return `${lines.length} events in ${name}`
  })
}
