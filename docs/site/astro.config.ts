import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import starlight from '@astrojs/starlight'
import { defineConfig, passthroughImageService } from 'astro/config'
import starlightLinksValidator from 'starlight-links-validator'
import starlightOpenAPI, { createOpenAPISidebarGroup } from 'starlight-openapi'

// `pnpm docs:build` writes the pages, this sidebar and both API documents from `docs/` and the routes.
const sidebar = JSON.parse(readFileSync(new URL('.generated/sidebar.json', import.meta.url), 'utf8'))

const tenantApi = createOpenAPISidebarGroup()
const adminApi = createOpenAPISidebarGroup()

/** A hundred pages that name every error would come before the page that explains it. Runs before the search is indexed. */
const pagesBeforeReference = {
  name: 'pages-before-reference',
  hooks: {
    'astro:build:done': ({ dir }: { dir: URL }) => {
      const folder = fileURLToPath(dir)
      for (const page of globSync('reference/{api,admin-api}/**/*.html', { cwd: folder })) {
        const html = readFileSync(join(folder, page), 'utf8')
        const light = html.replace('data-pagefind-body', 'data-pagefind-body data-pagefind-weight="0.1"')
        writeFileSync(join(folder, page), light)
      }
    },
  },
}

export default defineConfig({
  site: process.env['DOCS_URL'] ?? 'https://docs.bulkhead.example',
  publicDir: './.generated/public',
  // Pictures are as small as they can be already.
  image: { service: passthroughImageService() },
  integrations: [
    pagesBeforeReference,
    starlight({
      title: 'Bulkhead',
      description: 'A multi-tenant AI backend on Cloudflare Workers, built from its failure modes',
      logo: { src: './static/mark.svg', alt: '' },
      favicon: '/mark.svg',
      customCss: ['./src/styles/site.css'],
      pagination: true,
      disable404Route: true,
      expressiveCode: { themes: ['github-dark', 'github-light'], styleOverrides: { borderRadius: '0.6rem' } },
      sidebar: [...sidebar, { label: 'API', items: [tenantApi, adminApi] }],
      plugins: [
        starlightOpenAPI([
          {
            base: 'reference/api',
            schema: './.generated/public/openapi.json',
            sidebar: { group: tenantApi, label: 'Tenants: /v1' },
          },
          {
            base: 'reference/admin-api',
            schema: './.generated/public/admin-openapi.json',
            sidebar: { group: adminApi, label: 'Operators: /admin/v1' },
          },
        ]),
        starlightLinksValidator({
          errorOnLocalLinks: false,
          // Made by starlight-openapi, which the validator does not see, and files.
          exclude: ['/reference/api/**', '/reference/admin-api/**', '/*.json', '/llms*.txt'],
        }),
      ],
    }),
  ],
})
