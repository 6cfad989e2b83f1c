import { Button } from '@cloudflare/kumo/components/button'
import { UploadSimpleIcon } from '@phosphor-icons/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'

import { toastDone } from '../../pieces/feedback/toasts.tsx'
import type { Holder } from './holder.ts'
import { addOwnDocument } from './portal-api.ts'

/** Files from the reader's own disk, one after the other; what became of each is in the list. */
export function AddDocuments({ holder }: { readonly holder: Holder }) {
  const input = useRef<HTMLInputElement>(null)
  const client = useQueryClient()
  const add = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) await addOwnDocument(holder, file)
      return files
    },
    onSuccess: ([first, ...more]) =>
      toastDone(
        more.length === 0 ? `${first?.name ?? 'The file'} is taken` : `${more.length + 1} files are taken`,
        'They can be found once their state is Searchable.',
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['list', '/v1/documents'] }),
  })
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to add"
        onChange={({ target }) => {
          const files = [...(target.files ?? [])]
          target.value = ''
          if (files.length > 0) add.mutate(files)
        }}
      />
      <Button
        variant="primary"
        icon={UploadSimpleIcon}
        loading={add.isPending}
        onClick={() => input.current?.click()}
      >
        Add documents
      </Button>
    </>
  )
}
