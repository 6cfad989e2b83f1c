const KEY = 'bulkhead.reloadedAt'
const PAUSE_MS = 10_000

/** After an upgrade the chunks of an open tab are gone: one reload brings the new ones, a second one soon after would not. */
export function reloadOnceWhenChunksAreGone(page: Window, now: () => number = Date.now): void {
  page.addEventListener('vite:preloadError', () => {
    const last = Number(page.sessionStorage.getItem(KEY) ?? '0')
    if (now() - last < PAUSE_MS) return
    page.sessionStorage.setItem(KEY, String(now()))
    page.location.reload()
  })
}
