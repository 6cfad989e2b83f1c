import {
  activeVersion,
  nextId,
  nowOf,
  type Account,
  type AssetUpload,
  type Binding,
  type UploadedModule,
  type Version,
  type Worker,
} from '../account.ts'
import { Refused, type Asked, type Rewrite } from './answer.ts'

/** The part of `metadata` that is looked at. */
export interface Metadata {
  readonly main_module: string
  readonly bindings?: readonly Binding[]
  readonly compatibility_date?: string
  readonly compatibility_flags?: readonly string[]
  readonly migrations?: { readonly old_tag?: string; readonly new_tag: string }
  readonly tail_consumers?: readonly { readonly service: string }[] | null
  readonly observability?: unknown
  readonly assets?: { readonly jwt?: string; readonly config?: Record<string, unknown> }
  readonly keep_bindings?: readonly string[]
  readonly keep_assets?: boolean
  readonly annotations?: Readonly<Record<string, string>>
  readonly code_update_strategy?: unknown
}

export interface Upload {
  readonly metadata: Metadata
  readonly modules: readonly UploadedModule[]
}

const SOURCE_MAP = 'application/source-map'

export async function readUpload({ headers, body, rewrite }: Asked, worker: string): Promise<Upload> {
  const form = await new Response(body, {
    headers: { 'content-type': headers.get('content-type') ?? '' },
  }).formData()
  const modules: UploadedModule[] = []
  let metadata: Metadata | undefined
  for (const [name, part] of form) {
    const text = typeof part === 'string' ? part : undefined
    if (name === 'metadata') metadata = JSON.parse(text ?? (await (part as File).text())) as Metadata
    else if (typeof part !== 'string' && part.type !== SOURCE_MAP) {
      modules.push({ name, type: part.type, bytes: new Uint8Array(await part.arrayBuffer()) })
    }
  }
  if (metadata === undefined) throw new Refused(400, 10021, 'Missing metadata part.')
  const { main_module: main } = metadata
  return {
    metadata,
    modules: modules.map((one) => (one.name === main ? rewritten(one, worker, rewrite) : one)),
  }
}

function rewritten(module: UploadedModule, worker: string, rewrite: Rewrite): UploadedModule {
  const code = rewrite(worker, new TextDecoder().decode(module.bytes))
  return { ...module, bytes: new TextEncoder().encode(code) }
}

/** A new version of a Worker, its inherited bindings resolved. @throws Refused for a binding to nothing */
export function addVersion(account: Account, worker: Worker, { metadata, modules }: Upload): Version {
  const bindings = resolved(worker, metadata)
  for (const binding of bindings) refuseMissing(account, worker, binding)
  for (const { service } of metadata.tail_consumers ?? []) refuseMissingWorker(account, worker, service)
  for (const { type, name, text } of bindings)
    if (type === 'secret_text') worker.secrets.set(name, String(text))
  const { annotations = {} } = metadata
  const version: Version = {
    id: nextId(account),
    number: worker.versions.length + 1,
    createdOn: nowOf(account),
    tag: annotations['workers/tag'] ?? '',
    message: annotations['workers/message'] ?? '',
    mainModule: metadata.main_module,
    modules,
    bindings,
    compatibilityDate: metadata.compatibility_date ?? '2026-11-01',
    compatibilityFlags: metadata.compatibility_flags ?? [],
    assets: assetsOf(worker, metadata),
  }
  worker.versions.push(version)
  return version
}

/** A version that differs from another in its bindings only, without tag or message. */
export function addCopy(account: Account, worker: Worker, from: Version): Version {
  const own = { id: nextId(account), number: worker.versions.length + 1, createdOn: nowOf(account) }
  const version = { ...from, ...own, tag: '', message: '' }
  worker.versions.push(version)
  return version
}

function resolved(worker: Worker, { bindings = [], keep_bindings = [] }: Metadata): Binding[] {
  const last = worker.versions.at(-1)?.bindings ?? []
  const named = bindings.map((binding) => {
    if (binding.type !== 'inherit') return binding
    const inherited = inheritedBy(worker, last, binding.name)
    if (inherited === undefined)
      throw new Refused(400, 10057, `inherit binding '${binding.name}' was not found.`)
    return inherited
  })
  const names = new Set(named.map(({ name }) => name))
  return [...named, ...last.filter(({ type, name }) => keep_bindings.includes(type) && !names.has(name))]
}

function inheritedBy(worker: Worker, last: readonly Binding[], name: string): Binding | undefined {
  const text = worker.secrets.get(name)
  return text === undefined ? last.find((one) => one.name === name) : { type: 'secret_text', name, text }
}

/** What a binding needs there to be, by its type. */
function refuseMissing(account: Account, worker: Worker, binding: Binding): void {
  const { type, name } = binding
  const needs: Record<string, () => boolean> = {
    kv_namespace: () => account.namespaces.has(String(binding['namespace_id'])),
    r2_bucket: () => account.buckets.has(String(binding['bucket_name'])),
    queue: () => account.queues.has(String(binding['queue_name'])),
    vectorize: () => account.indexes.has(String(binding['index_name'])),
  }
  if (type === 'service') refuseMissingWorker(account, worker, String(binding['service']))
  if (needs[type]?.() === false)
    throw new Refused(400, 10041, `${type} of the binding ${name} was not found.`)
}

function refuseMissingWorker(account: Account, worker: Worker, name: string): void {
  const isThere = name === worker.name || (account.workers.get(name)?.versions.length ?? 0) > 0
  if (isThere) return
  throw new Refused(400, 10143, `Could not resolve service binding. Target script '${name}' not found.`)
}

function assetsOf(worker: Worker, { assets, keep_assets }: Metadata): AssetUpload | undefined {
  if (keep_assets === true) return activeVersion(worker)?.assets
  if (assets?.jwt === undefined) return undefined
  return { files: JSON.parse(Buffer.from(assets.jwt, 'base64url').toString()), config: assets.config ?? {} }
}
