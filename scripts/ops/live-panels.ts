import * as z from 'zod/mini'

import { panelQueries, withoutVariables } from './dashboard.ts'
import { DEFAULT_PROMETHEUS_PORT } from './prometheus-tools.ts'

const Answer = z.looseObject({
  status: z.string(),
  error: z.optional(z.string()),
  data: z.optional(z.looseObject({ result: z.array(z.unknown()) })),
})

/**
 * Asks the Prometheus of `pnpm observe` for every panel of the dashboard, and prints how many series each has: `-` where nothing has happened yet.
 * @returns whether every query was understood
 */
export async function askPanels(): Promise<boolean> {
  const port = process.env['PROMETHEUS_PORT'] || DEFAULT_PROMETHEUS_PORT
  let isUnderstood = true
  for (const { panel, expr } of panelQueries()) {
    const { error, data } = await ask(port, withoutVariables(expr))
    isUnderstood &&= error === undefined
    console.log(`${String(error ?? (data?.result.length || '-')).padStart(4)}  ${panel}`)
  }
  return isUnderstood
}

async function ask(port: string, query: string): Promise<z.infer<typeof Answer>> {
  const url = `http://127.0.0.1:${port}/api/v1/query?${new URLSearchParams({ query }).toString()}`
  try {
    return z.parse(Answer, await (await fetch(url)).json())
  } catch (thrown) {
    throw new Error(`no Prometheus answers on port ${port}: start pnpm observe`, { cause: thrown })
  }
}
