// Stands in for apps/control in the tests of this Worker.
import { WorkerEntrypoint } from 'cloudflare:workers'

const events = []
const uses = []
const standings = []
const asked = []
let record = { ok: false, code: 'tenant_not_found' }
let isDown = false

export class Control extends WorkerEntrypoint {
  async record(tenantId) {
    asked.push(tenantId)
    if (isDown) throw new Error('control is down')
    return record
  }

  async thresholds(some) {
    if (isDown) throw new Error('control is down')
    events.push(...some)
    return { ok: true, value: null }
  }

  async lastUsed(tenantId, some, standing) {
    if (standing !== undefined) standings.push({ tenantId, ...standing })
    uses.push(...some.map((use) => ({ tenantId, ...use })))
    return { ok: true, value: null }
  }

  /** What the tests set and read. */
  async stage({ record: next = record, down = false }) {
    record = next
    isDown = down
  }

  async seen() {
    return { events, uses, asked, standings }
  }
}

// oxlint-disable-next-line import/no-default-export -- a Worker has one
export default { fetch: () => new Response(null, { status: 404 }) }
