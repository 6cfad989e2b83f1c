import type { GatewayEnv } from '../env.ts'
import { allowOrigin } from '../reply/cors.ts'
import type { Exchange } from '../request/exchange.ts'
import { Hints } from './hints.ts'

/** One for the isolate. */
export const hints = new Hints()

/** The console's own pages ask with keys of any tenant. */
export function isConsole({ CONSOLE_ORIGIN }: Pick<GatewayEnv, 'CONSOLE_ORIGIN'>, origin: string): boolean {
  return CONSOLE_ORIGIN !== undefined && CONSOLE_ORIGIN !== '' && origin === CONSOLE_ORIGIN
}

/** Whether any tenant lists the origin, or the console has it. Where nobody can say, none does. */
export async function isKnownOrigin({ env, log }: Exchange, origin: string): Promise<boolean> {
  if (isConsole(env, origin)) return true
  try {
    return await hints.isKnown(env.CONTROL, { origin })
  } catch (thrown) {
    log.error('origin cannot be looked up', { target: 'control' }, { thrown })
    return false
  }
}

/** For an answer that nobody was recognised for: a page of any tenant's may read it. */
export async function allowAnyKnownOrigin(exchange: Exchange): Promise<void> {
  const { request, responseHeaders } = exchange
  const origin = request.headers.get('origin')
  const isKnown = origin !== null && (await isKnownOrigin(exchange, origin))
  allowOrigin(responseHeaders, origin, () => isKnown)
}
