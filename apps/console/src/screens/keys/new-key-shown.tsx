import { Tabs } from '@cloudflare/kumo/components/tabs'
import { useState } from 'react'

import { enforcement } from '../../api/resource.ts'
import { ShowOnce } from '../../pieces/dialog/show-once.tsx'
import { CopyableBlock } from '../../pieces/text/copy.tsx'
import { Time } from '../../pieces/text/time.tsx'
import type { NewKey } from '../../records/keys.ts'
import { SNIPPETS, isSnippet, snippetOf, type Snippet } from './snippets.ts'

interface NewKeyShownProps {
  readonly newKey: NewKey
  readonly onClose: () => void
}

export function NewKeyShown({ newKey, onClose }: NewKeyShownProps) {
  const { key, name, previousExpiresAt } = newKey
  return (
    <ShowOnce
      title={name === undefined ? 'Your new key' : `The key of ${name}`}
      what="key"
      secret={key}
      onClose={onClose}
    >
      <p className="text-kumo-subtle">
        {enforcement(newKey)}
        {previousExpiresAt !== undefined && (
          <>
            {' '}
            The old secret ends <Time at={previousExpiresAt} relative />.
          </>
        )}
      </p>
      <KeySnippets apiKey={key} />
    </ShowOnce>
  )
}

/** How to use it, to be pasted as it is. */
function KeySnippets({ apiKey }: { readonly apiKey: string }) {
  const [shown, setShown] = useState<Snippet>('curl')
  return (
    <div className="flex flex-col gap-2">
      <Tabs
        size="sm"
        value={shown}
        onValueChange={(value) => isSnippet(value) && setShown(value)}
        tabs={Object.entries(SNIPPETS).map(([value, label]) => ({ value, label }))}
      />
      <CopyableBlock
        text={snippetOf(shown, apiKey, window.location.origin)}
        what={`${SNIPPETS[shown]} snippet`}
      />
    </div>
  )
}
