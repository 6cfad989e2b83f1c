import type { Miniflare } from 'miniflare'

type Storage = Awaited<ReturnType<Miniflare['unsafeGetDurableObjectStorage']>>
type ObjectName = Parameters<Miniflare['unsafeEvictDurableObject']>[2]

/** What a test may do with a Worker beside calling it over HTTP. */
export interface WorkerHandle {
  fetch(path: string, init?: RequestInit): Promise<Response>
  scheduled(options: { cron?: string; scheduledTime?: Date }): Promise<{ outcome: string }>
  getEnv(): Promise<Record<string, unknown>>
  listDurableObjectIds(className: string): Promise<string[]>
  getDurableObjectStorage(className: string, object: ObjectName): Promise<Storage>
  evictDurableObject(className: string, object: ObjectName): Promise<void>
}

export function workerHandle(miniflare: Miniflare, name: string): WorkerHandle {
  const worker = async () =>
    (await miniflare.getWorker(name)) as unknown as Pick<WorkerHandle, 'fetch' | 'scheduled'>
  return {
    fetch: async (path, init) => (await worker()).fetch(String(new URL(path, 'http://localhost')), init),
    scheduled: async (options) => (await worker()).scheduled(options),
    getEnv: () => miniflare.getBindings(name),
    listDurableObjectIds: (className) => miniflare.listDurableObjectIds(className, name),
    getDurableObjectStorage: (className, object) =>
      miniflare.unsafeGetDurableObjectStorage(name, className, object),
    evictDurableObject: (className, object) => miniflare.unsafeEvictDurableObject(name, className, object),
  }
}
