import { showTheme } from './theme.ts'

// Before anything is painted.
showTheme()
