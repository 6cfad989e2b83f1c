import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const COMMON =
  /\/src\/(?:api|records|pieces\/(?:card|page|figure|limit-bar|text\/|feedback\/|list\/(?:columns|csv|data-table|save-table|skeleton|table-|use-filters)))/
const LOCAL_SYSTEM = 'http://localhost:8787'

export default defineConfig({
  base: '/console/',
  plugins: [react(), tailwindcss()],
  build: {
    target: 'es2023',
    // A font as a data: URL would break the page's content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What nearly every screen has, in one file instead of a dozen small ones.
        codeSplitting: { groups: [{ name: 'pieces', test: COMMON }] },
      },
    },
  },
  server: {
    // `pnpm --filter @bulkhead/console dev` beside a running system.
    proxy: { '/admin': LOCAL_SYSTEM, '/v1': LOCAL_SYSTEM, '/mcp': LOCAL_SYSTEM },
  },
})
