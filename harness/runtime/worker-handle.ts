import type { Miniflare } from 'miniflare'

type Storage = Awaited<ReturnType<Miniflare['unsafeGetDurableObjectStorage']>>
type ObjectName = Parameters<Miniflare['unsafeEvictDurableObject']>[2]

/** What a test may do with a Worker beside calling it over HTTP. */
export interface WorkerHandle {
  /** A POST of JSON. */
  post(path: string, body: unknown): Promise<{ readonly status: number; readonly text: string }>
  scheduled(options: { cron?: string; scheduledTime?: Date }): Promise<{ outcome: string }>
  getEnv(): Promise<Record<string, unknown>>
  listDurableObjectIds(className: string): Promise<string[]>
  getDurableObjectStorage(className: string, object: ObjectName): Promise<Storage>
  evictDurableObject(className: string, object: ObjectName): Promise<void>
}

export function workerHandle(miniflare: Miniflare, name: string): WorkerHandle {
  return {
    post: async (path, body) => {
      const worker = await miniflare.getWorker(name)
      const url = String(new URL(path, 'http://localhost'))
      const response = await worker.fetch(url, { method: 'POST', body: JSON.stringify(body) })
      return { status: response.status, text: await response.text() }
    },
    scheduled: async (options) => (await miniflare.getWorker(name)).scheduled(options),
    getEnv: () => miniflare.getBindings(name),
    listDurableObjectIds: (className) => miniflare.listDurableObjectIds(className, name),
    getDurableObjectStorage: (className, object) =>
      miniflare.unsafeGetDurableObjectStorage(name, className, object),
    evictDurableObject: (className, object) => miniflare.unsafeEvictDurableObject(name, className, object),
  }
}
