import { commandPage } from './command-page.ts'
import { configPage } from './config-page.ts'
import { metricsPage } from './metrics-page.ts'

/** Pages that are made from code, by their place. */
export const REFERENCE_PAGES: Readonly<Record<string, () => string>> = {
  'docs/reference/command-line.md': commandPage,
  'docs/reference/metrics.md': metricsPage,
  'docs/reference/tenant-config.md': configPage,
}
