import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

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
  },
  server: {
    // `pnpm --filter @bulkhead/console dev` beside a running system.
    proxy: { '/admin': LOCAL_SYSTEM, '/v1': LOCAL_SYSTEM, '/mcp': LOCAL_SYSTEM },
  },
})
