import type { Fetch } from '@bulkhead/harness/bulkhead'
import { ADMIN_TOKEN, Client, read, type Sent } from '@bulkhead/harness/client'

const ROLES = ['owner', 'operator', 'billing', 'viewer'] as const
/** Fields in which a secret is shown once. */
const SHOWN_ONCE = ['key', 'token', 'secret', 'url']
const OWN_PAGE = { 'sec-fetch-site': 'same-origin' }
const ADMIN = '/admin/v1'
const TENANT = {
  name: 'Fuzzed',
  status: 'active',
  tier: 'standard',
  chat: { model: '@cf/meta/llama-3.1-8b-instruct-fp8' },
  rateLimit: { requestsPerMinute: 60, burst: 10 },
  budget: { tokensPerDay: 10_000 },
}
const HOOK = { url: 'http://127.0.0.1:9/hook', events: ['key.revoked'] }

interface Made {
  readonly id: string
  readonly name: string
  readonly key: string
  readonly token: string
}

/** What requests of the fuzzer name, whoever sends them, and every secret that was ever shown. */
export class Estate {
  readonly secrets = new Set<string>([ADMIN_TOKEN])
  readonly owner: Client
  readonly #fetch: Fetch
  readonly #credentials = new Map<string, Record<string, string>>()
  #ids: Readonly<Record<string, string>> = {}
  #tenants = 0

  constructor(fetch: Fetch) {
    this.#fetch = fetch
    this.owner = new Client(fetch, ADMIN_TOKEN)
  }

  async open(): Promise<void> {
    this.#credentials.set('bootstrap', bearer(ADMIN_TOKEN))
    for (const role of ROLES) {
      const { token } = await this.#make('/operators', { name: `The ${role}`, role })
      this.#credentials.set(role, bearer(token))
    }
    await this.restore()
    await this.#signIn()
  }

  /** Makes again what requests have removed. */
  async restore(): Promise<void> {
    const gone = await this.#gone()
    if (gone.has('tenants')) {
      this.#tenants += 1
      const tenant = await this.#make('/tenants', { id: `fuzzed-${this.#tenants}`, ...TENANT })
      this.#ids = { ...this.#ids, tenants: tenant.id }
    }
    if (gone.has('tenants') || gone.has('keys')) {
      const key = await this.#make(`/tenants/${this.#ids['tenants']}/keys`, { scopes: ['chat'] })
      this.#ids = { ...this.#ids, keys: key.id }
      this.#credentials.set('tenant', bearer(key.key))
    }
    if (gone.has('plans')) await this.#named('plans', { name: 'fuzzed' })
    if (gone.has('webhooks')) await this.#named('webhooks', HOOK)
    if (gone.has('operators')) await this.#named('operators', { name: 'Spare', role: 'viewer' })
  }

  /** How whoever asks is known; a session is sent as a page of the console sends it. */
  credentialsOf(who: string): Record<string, string> {
    return this.#credentials.get(who) ?? {}
  }

  /** What stands in a path under the name of its list. */
  idIn(list: string): string {
    return this.#ids[list] ?? 'none'
  }

  /** Takes note of what an answer shows once, and of what it ends. */
  async learn(path: string, method: string, sent: Sent): Promise<void> {
    this.#keepSecrets(sent)
    if (method === 'POST' && path === `${ADMIN}/webhooks` && sent.status === 201) {
      await this.owner.delete(`${path}/${sent.body.id}`)
    }
    const mayRemove = method === 'DELETE' || path.endsWith('/apply')
    if (!mayRemove || sent.status >= 300) return
    if (path === `${ADMIN}/session`) await this.#signIn()
    else await this.restore()
  }

  #keepSecrets({ body }: Sent): void {
    for (const name of SHOWN_ONCE) {
      const shown: unknown = body?.[name]
      if (typeof shown !== 'string') continue
      if (name !== 'url') this.secrets.add(shown)
      const [, code] = /[?#]code=([^&]+)/.exec(shown) ?? []
      if (code !== undefined) this.secrets.add(code)
    }
  }

  async #signIn(): Promise<void> {
    const token = this.credentialsOf('operator')['authorization']?.replace('Bearer ', '')
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } }
    const { headers } = await read(
      await this.#fetch(`${ADMIN}/session`, { ...init, body: JSON.stringify({ token }) }),
    )
    const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';')
    this.secrets.add(cookie.split('=')[1] ?? cookie)
    this.#credentials.set('session', { cookie, ...OWN_PAGE })
  }

  async #gone(): Promise<Set<string>> {
    const lists = ['tenants', 'plans', 'webhooks', 'operators', 'keys']
    const found = await Promise.all(
      lists.map(async (list) => {
        const under = list === 'keys' ? `/tenants/${this.idIn('tenants')}` : ''
        const { status, body } = await this.owner.get(`${ADMIN}${under}/${list}/${this.idIn(list)}`)
        return status === 404 || body.status === 'revoked' ? [list] : []
      }),
    )
    return new Set(found.flat())
  }

  async #named(list: string, body: object): Promise<void> {
    const { id, name } = await this.#make(`/${list}`, body)
    this.#ids = { ...this.#ids, [list]: list === 'plans' ? name : id }
  }

  async #make(path: string, body: object): Promise<Made> {
    const sent = await this.owner.post(`${ADMIN}${path}`, body)
    if (sent.status >= 300) throw new Error(`POST ${path}: ${sent.status} ${sent.text}`)
    this.#keepSecrets(sent)
    return sent.body
  }
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` }
}
