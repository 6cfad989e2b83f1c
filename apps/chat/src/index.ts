import type { ChatTenant } from '@bulkhead/contracts/chat'
import type { RequestContext } from '@bulkhead/contracts/context'
import type { ChatCompletionRequest } from '@bulkhead/contracts/http/chat-completions'
import { rpcMethod } from '@bulkhead/contracts/rpc-method'
import { Log } from '@bulkhead/logging/log'
import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers'

import { complete } from './complete.ts'
import type { ChatEnv } from './env.ts'
import type { Run } from './run.ts'

/** RPC only: this Worker has no route and answers nothing over HTTP. */
export class Chat extends WorkerEntrypoint<ChatEnv> {
  readonly #log = new Log('chat/rpc', this.env.LOG_LEVEL)

  complete(ctx: RequestContext, tenant: ChatTenant, request: ChatCompletionRequest) {
    return rpcMethod(this.#log, ctx, () => complete(this.#run(ctx), tenant, request))
  }

  ping() {
    return Promise.resolve('ok' as const)
  }

  #run(ctx: RequestContext): Run {
    const waitUntil = (work: Promise<unknown>) => this.ctx.waitUntil(work)
    return { env: this.env, ctx, log: this.#log, waitUntil }
  }
}
export class ChatSession extends DurableObject {}
export class Completion extends DurableObject {}
export class SessionDirectory extends DurableObject {}
