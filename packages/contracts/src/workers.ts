/** The Workers that are deployed, in this order: callees before callers, the tail consumer first. */
export const WORKERS = ['observe', 'rate-limit', 'extract', 'rag', 'chat', 'control', 'gateway'] as const
export type WorkerName = (typeof WORKERS)[number]
