import * as z from 'zod/mini'

import { openRoute } from '../route.ts'

export const healthz = openRoute(
  '/healthz',
  { summary: 'Is the gateway alive?', response: z.object({ status: z.literal('ok') }) },
  async () => Response.json({ status: 'ok' }),
)
