import {
  nextId,
  nowOf,
  type Account,
  type Deployment,
  type Share,
  type Version,
  type Worker,
} from '../account.ts'
import { done, jsonOf, Refused, type Answer, type Asked } from './answer.ts'
import { bringSecretsBack, refuseOldSecrets } from './old-secrets.ts'
import { addVersion, readUpload, type Metadata } from './upload.ts'

type Route = readonly [pattern: string, handle: (asked: Asked) => Answer | Promise<Answer>]

const nameOf = ({ params }: Asked) => params['name'] ?? ''

export function workerOf(asked: Asked, code = 10007): Worker {
  const found = asked.account.workers.get(nameOf(asked))
  if (found === undefined || found.versions.length === 0) {
    throw new Refused(404, code, 'This Worker does not exist on your account.')
  }
  return found
}

function newWorker(name: string): Worker {
  return {
    name,
    versions: [],
    deployments: [],
    secrets: new Map(),
    migrationTag: undefined,
    isOnWorkersDev: false,
    hasPreviews: false,
    crons: [],
    tailConsumers: [],
    observability: undefined,
    domains: [],
  }
}

/** The first deployment of a Worker, and every one that migrates its objects: live at once. */
async function putScript(asked: Asked): Promise<Answer> {
  const { account } = asked
  const upload = await readUpload(asked, nameOf(asked))
  const known = account.workers.get(nameOf(asked))
  const worker = known ?? newWorker(nameOf(asked))
  const version = addVersion(account, worker, upload)
  account.workers.set(worker.name, worker)
  migrate(worker, upload.metadata)
  settle(worker, upload.metadata)
  deploy(account, worker, {
    shares: [{ version_id: version.id, percentage: 100 }],
    ...strategyOf(upload.metadata),
  })
  return done({
    id: worker.name,
    etag: version.id,
    deployment_id: version.id.replaceAll('-', ''),
    startup_time_ms: 10,
    pipeline_hash: version.id,
    mutable_pipeline_id: version.id,
  })
}

function strategyOf(metadata: Metadata) {
  return { message: metadata.annotations?.['workers/message'] ?? '', strategy: metadata.code_update_strategy }
}

function migrate(worker: Worker, { migrations }: Metadata): void {
  if (migrations === undefined) return
  if ((migrations.old_tag ?? undefined) !== worker.migrationTag) {
    throw new Refused(
      400,
      10079,
      `old_tag is ${migrations.old_tag}, but the Worker is at ${worker.migrationTag}.`,
    )
  }
  worker.migrationTag = migrations.new_tag
}

function settle(
  worker: Worker,
  { tail_consumers, observability }: Pick<Metadata, 'tail_consumers' | 'observability'>,
) {
  if (tail_consumers !== undefined) worker.tailConsumers = tail_consumers ?? []
  if (observability !== undefined) worker.observability = observability
}

async function postVersion(asked: Asked): Promise<Answer> {
  const worker = workerOf(asked)
  const upload = await readUpload(asked, nameOf(asked))
  if (upload.metadata.migrations !== undefined) {
    throw new Refused(
      400,
      10211,
      'Version upload failed. Migrations must be fully applied by running "wrangler deploy".',
    )
  }
  return done(versionView(addVersion(asked.account, worker, upload)))
}

function versionView(version: Version) {
  const { id, number, createdOn, tag, message } = version
  return {
    id,
    number,
    startup_time_ms: 10,
    metadata: {
      created_on: createdOn,
      modified_on: createdOn,
      author_email: 'ci@example.com',
      source: 'wrangler',
      has_preview: false,
    },
    annotations: {
      ...(tag ? { 'workers/tag': tag } : {}),
      ...(message ? { 'workers/message': message } : {}),
    },
    resources: {
      script: { etag: id, handlers: ['fetch'] },
      script_runtime: {
        compatibility_date: version.compatibilityDate,
        compatibility_flags: version.compatibilityFlags,
      },
      bindings: version.bindings.map(({ text, ...binding }) =>
        binding.type === 'secret_text' ? binding : { ...binding, text },
      ),
    },
  }
}

interface Deploying {
  readonly shares: readonly Share[]
  readonly message: string
  readonly strategy: unknown
}

export function deploy(
  account: Account,
  worker: Worker,
  { shares, message, strategy }: Deploying,
): Deployment {
  const made = {
    id: nextId(account),
    createdOn: nowOf(account),
    versions: shares,
    message,
    codeUpdateStrategy: strategy,
  }
  worker.deployments.unshift(made)
  return made
}

function postDeployment(asked: Asked): Answer {
  const worker = workerOf(asked)
  const { versions, annotations = {}, code_update_strategy: strategy } = jsonOf(asked)
  const shares = versions as Share[]
  const sum = shares.reduce((total, { percentage }) => total + percentage, 0)
  if (sum !== 100) throw new Refused(400, 100_150, 'Percentages must add up to 100.')
  const unknown = shares.find(({ version_id: id }) => !worker.versions.some((version) => version.id === id))
  if (unknown !== undefined) throw new Refused(404, 100_146, `Version ${unknown.version_id} was not found.`)
  if (asked.query.get('force') === 'true') bringSecretsBack(worker, shares)
  else refuseOldSecrets(worker, shares)
  return done({
    id: deploy(asked.account, worker, { shares, message: annotations['workers/message'] ?? '', strategy }).id,
  })
}

const deploymentView = ({ id, createdOn, versions, message }: Deployment) => ({
  id,
  source: 'wrangler',
  strategy: 'percentage',
  versions,
  annotations: message ? { 'workers/message': message } : {},
  created_on: createdOn,
  author_email: 'ci@example.com',
})

function service(asked: Asked): Answer {
  const worker = workerOf(asked, 10090)
  const newest = worker.versions.at(-1)
  const script = {
    id: worker.name,
    tag: worker.name,
    tags: null,
    last_deployed_from: 'wrangler',
    created_on: newest?.createdOn,
    modified_on: newest?.createdOn,
    ...(worker.migrationTag === undefined ? {} : { migration_tag: worker.migrationTag }),
  }
  return done({ id: worker.name, default_environment: { environment: 'production', script } })
}

const settingsOf = (worker: Worker) => ({
  bindings:
    worker.versions.at(-1)?.bindings.map(({ name, type, text }) => ({
      name,
      type,
      ...(type === 'plain_text' ? { text } : {}),
    })) ?? [],
  tail_consumers: worker.tailConsumers,
  observability: worker.observability,
  logpush: false,
  tags: [],
})

export const SCRIPT_ROUTES: readonly Route[] = [
  ['GET /workers/services/:name', service],
  [
    'DELETE /workers/services/:name',
    (asked) => {
      const { workers, queues } = asked.account
      workers.delete(nameOf(asked))
      for (const { consumers } of queues.values()) consumers.delete(nameOf(asked))
      return done(null)
    },
  ],
  ['PUT /workers/scripts/:name', putScript],
  ['POST /workers/scripts/:name/versions', postVersion],
  [
    'GET /workers/scripts/:name/versions',
    (asked) => {
      const count = asked.query.get('deployable') === 'true' ? 10 : Number(asked.query.get('per_page') ?? 10)
      return done({ items: workerOf(asked).versions.toReversed().slice(0, count).map(versionView) })
    },
  ],
  [
    'GET /workers/scripts/:name/versions/:id',
    (asked) => {
      const found = workerOf(asked).versions.find(({ id }) => id === asked.params['id'])
      if (found === undefined) throw new Refused(404, 100_146, 'Version not found.')
      return done(versionView(found))
    },
  ],
  [
    'GET /workers/scripts/:name/deployments',
    (asked) => done({ deployments: workerOf(asked).deployments.slice(0, 10).map(deploymentView) }),
  ],
  ['POST /workers/scripts/:name/deployments', postDeployment],
  ['GET /workers/scripts/:name/settings', (asked) => done(settingsOf(workerOf(asked)))],
  [
    'PATCH /workers/scripts/:name/script-settings',
    (asked) => {
      settle(workerOf(asked), jsonOf(asked))
      return done(settingsOf(workerOf(asked)))
    },
  ],
  ['GET /workers/scripts/:name/script-settings', (asked) => done(settingsOf(workerOf(asked)))],
]
