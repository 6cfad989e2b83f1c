export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'bulkhead.theme'
const dark = window.matchMedia('(prefers-color-scheme: dark)')

export function storedTheme(): Theme {
  const stored = window.localStorage.getItem(KEY)
  return THEMES.find((theme) => theme === stored) ?? 'system'
}

export function storeTheme(theme: Theme): void {
  window.localStorage.setItem(KEY, theme)
  showTheme()
}

/** Kumo reads the theme from `data-mode`; `system` follows the machine as it changes. */
export function showTheme(): void {
  const theme = storedTheme()
  const isDark = theme === 'dark' || (theme === 'system' && dark.matches)
  document.documentElement.dataset['mode'] = isDark ? 'dark' : 'light'
}

dark.addEventListener('change', showTheme)
