import { activeVersion, SUBDOMAIN } from '../account.ts'
import { done, jsonOf, Refused, type Answer, type Asked } from './answer.ts'
import { deploy, workerOf } from './scripts.ts'
import { addCopy } from './upload.ts'

type Route = readonly [pattern: string, handle: (asked: Asked) => Answer | Promise<Answer>]

function subdomain(asked: Asked): Answer {
  const worker = workerOf(asked)
  if (asked.method === 'POST') {
    const { enabled, previews_enabled: previews } = jsonOf(asked)
    worker.isOnWorkersDev = enabled
    worker.hasPreviews = previews ?? worker.hasPreviews
  }
  return done({ enabled: worker.isOnWorkersDev, previews_enabled: worker.hasPreviews })
}

function schedules(asked: Asked): Answer {
  const worker = workerOf(asked)
  if (asked.method === 'PUT') worker.crons = jsonOf(asked).map(({ cron }: { cron: string }) => cron)
  return done({ schedules: worker.crons.map((cron) => ({ cron })) })
}

/** A changed secret is a version of its own, without tag, and live at once. */
function putSecret(asked: Asked): Answer {
  const { name, text, type } = jsonOf(asked)
  const worker = workerOf(asked)
  worker.secrets.set(name, text)
  const live = activeVersion(worker)
  if (live === undefined) return done({ name, type })
  const bindings = [...live.bindings.filter((one) => one.name !== name), { type: 'secret_text', name, text }]
  const version = addCopy(asked.account, worker, { ...live, bindings })
  deploy(asked.account, worker, {
    shares: [{ version_id: version.id, percentage: 100 }],
    message: '',
    strategy: undefined,
  })
  return done({ name, type })
}

/** What is not there yet is to be uploaded, all of it as one bucket. */
function openAssetUpload(asked: Asked): Answer {
  const { manifest } = jsonOf(asked) as { manifest: Record<string, { hash: string; size: number }> }
  const files = Object.fromEntries(Object.entries(manifest).map(([path, { hash }]) => [path, hash]))
  const missing = [...new Set(Object.values(files))].filter((hash) => !asked.account.assets.has(hash))
  const jwt = Buffer.from(JSON.stringify(files)).toString('base64url')
  return done({ jwt, buckets: missing.length === 0 ? [] : [missing] })
}

/** Each part is named by its hash and holds the file in base64. */
async function uploadAssets({ account, headers, body }: Asked): Promise<Answer> {
  const type = headers.get('content-type') ?? ''
  const form = await new Response(body, { headers: { 'content-type': type } }).formData()
  for (const [hash, part] of form) {
    const text = typeof part === 'string' ? part : await part.text()
    account.assets.set(hash, new Uint8Array(Buffer.from(text, 'base64')))
  }
  const token = headers.get('authorization')?.replace('Bearer ', '')
  return { ...done({ jwt: token }), status: 201 }
}

function setDomains(asked: Asked): Answer {
  const worker = workerOf(asked)
  const { origins = [] } = jsonOf(asked) as { origins?: { hostname: string }[] }
  for (const { hostname } of origins) {
    const other = [...asked.account.workers.values()].find(
      (one) => one !== worker && one.domains.includes(hostname),
    )
    if (other !== undefined)
      throw new Refused(409, 100_117, `Hostname '${hostname}' is already in use by ${other.name}.`)
  }
  worker.domains = origins.map(({ hostname }) => hostname)
  return done([])
}

/** What belongs to a Worker beside its code. */
export const SCRIPT_PART_ROUTES: readonly Route[] = [
  ['GET /workers/scripts/:name/subdomain', subdomain],
  ['POST /workers/scripts/:name/subdomain', subdomain],
  ['GET /workers/scripts/:name/schedules', schedules],
  ['PUT /workers/scripts/:name/schedules', schedules],
  [
    'GET /workers/scripts/:name/secrets',
    (asked) => done([...workerOf(asked).secrets.keys()].map((name) => ({ name, type: 'secret_text' }))),
  ],
  ['PUT /workers/scripts/:name/secrets', putSecret],
  ['POST /workers/scripts/:name/assets-upload-session', openAssetUpload],
  ['POST /workers/assets/upload', uploadAssets],
  [
    'POST /workers/scripts/:name/domains/changeset',
    () => done({ added: [], removed: [], updated: [], conflicting: [] }),
  ],
  ['PUT /workers/scripts/:name/domains/records', setDomains],
  [
    'GET /workers/domains',
    ({ account }) =>
      done(
        [...account.workers.values()].flatMap(({ name, domains }) =>
          domains.map((hostname) => ({ id: hostname, hostname, service: name, environment: 'production' })),
        ),
      ),
  ],
  [
    'GET /workers/workers/:name',
    (asked) => {
      const worker = workerOf(asked)
      const subdomain = { enabled: worker.isOnWorkersDev, previews_enabled: worker.hasPreviews }
      return done({ id: worker.name, name: worker.name, subdomain })
    },
  ],
  ['GET /workers/subdomain', () => done({ subdomain: SUBDOMAIN })],
  ['GET /workers/durable_objects/namespaces', () => done([])],
]
