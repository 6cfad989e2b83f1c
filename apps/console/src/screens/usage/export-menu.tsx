import { Button } from '@cloudflare/kumo/components/button'
import { DropdownMenu } from '@cloudflare/kumo/components/dropdown'
import { DownloadSimpleIcon } from '@phosphor-icons/react'
import { useMutation } from '@tanstack/react-query'

import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { saveFile } from '../../pieces/list/csv.ts'
import { EXPORTS, fetchExport, type Asked, type ExportFormat } from './usage-query.ts'

const FORMATS: readonly ExportFormat[] = ['csv', 'ndjson', 'focus']

/** The API writes the file, so it holds every line, not those of the page. */
export function ExportMenu({ asked }: { readonly asked: Asked }) {
  const save = useMutation({
    mutationFn: async (format: ExportFormat) => {
      const { from, to } = asked.span
      const name = `usage-${from}-${to}.${EXPORTS[format].file}`
      saveFile(name, await fetchExport(asked, format))
      return name
    },
    onSuccess: (name) => toastDone('Exported', name),
  })
  return (
    <DropdownMenu>
      <DropdownMenu.Trigger
        render={<Button icon={DownloadSimpleIcon} loading={save.isPending} aria-label="Export usage" />}
      >
        Export
      </DropdownMenu.Trigger>
      <DropdownMenu.Content>
        {FORMATS.map((format) => (
          <DropdownMenu.Item key={format} onClick={() => save.mutate(format)}>
            {EXPORTS[format].label}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}
