import type { OwnKeysCall } from '@bulkhead/contracts/record/own-keys'

import { ask } from '../../request/ask.ts'
import { clientIpOf } from '../../request/exchange.ts'
import type { TenantCall } from '../../route.ts'

/** Has the Registry do what is asked with the tenant's own keys, and answers as it does. */
export async function askOwnKeys(
  call: TenantCall,
  asked: Pick<OwnKeysCall, 'route' | 'keyId' | 'query' | 'body'>,
): Promise<Response> {
  const { exchange, ctx } = call
  const { headers } = exchange.request
  const ifMatch = headers.get('if-match')
  const userAgent = headers.get('user-agent')?.slice(0, 200)
  const made = await ask(call, 'control', () =>
    exchange.env.CONTROL.ownKeys(ctx, {
      ...asked,
      ...(ifMatch === null ? {} : { ifMatch }),
      ...(userAgent === undefined ? {} : { userAgent }),
      clientIp: clientIpOf(exchange.request),
    }),
  )
  return Response.json(made.body, { status: made.status, headers: { ...made.headers } })
}
