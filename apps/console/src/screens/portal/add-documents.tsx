import { Button } from '@cloudflare/kumo/components/button'
import { UploadSimpleIcon } from '@phosphor-icons/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'

import { toastDone, toastError } from '../../pieces/feedback/toasts.tsx'
import type { Holder } from './holder.ts'
import { addOwnDocument } from './portal-api.ts'

/** Files from the reader's own disk, one after the other; what became of each is in the list. */
export function AddDocuments({ holder }: { readonly holder: Holder }) {
  const input = useRef<HTMLInputElement>(null)
  const client = useQueryClient()
  const add = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const taken: string[] = []
      for (const file of files) if (await isTaken(holder, file)) taken.push(file.name)
      return taken
    },
    onSuccess: ([first, ...more]) => {
      if (first === undefined) return
      const title = more.length === 0 ? `${first} is taken` : `${more.length + 1} files are taken`
      toastDone(title, 'They can be found once their state is Searchable.')
    },
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

/** One that is refused is named, and the others go on. */
async function isTaken(holder: Holder, file: File): Promise<boolean> {
  try {
    await addOwnDocument(holder, file)
    return true
  } catch (thrown) {
    toastError(thrown, file.name)
    return false
  }
}
