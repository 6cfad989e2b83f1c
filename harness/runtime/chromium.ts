import { existsSync } from 'node:fs'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Debian's, or the one that `CHROMIUM` names; undefined on a machine without. */
export const CHROMIUM = [process.env['CHROMIUM'] ?? '', ...PLACES].find((path) => existsSync(path))

/** Part of the name of what is skipped without a browser, so that no report hides it. */
export const WITHOUT_CHROMIUM =
  CHROMIUM === undefined ? ' (SKIPPED: no Chromium here; apt-get install chromium, or set CHROMIUM)' : ''
