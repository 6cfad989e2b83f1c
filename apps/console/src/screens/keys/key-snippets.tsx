import { Tabs } from '@cloudflare/kumo/components/tabs'
import { useState } from 'react'

import { apiOrigin } from '../../api/session.ts'
import { CopyableBlock } from '../../pieces/text/copy.tsx'
import { SNIPPETS, isSnippet, snippetOf, type Snippet } from './snippets.ts'

/** How to use it, to be pasted as it is. */
export function KeySnippets({ apiKey }: { readonly apiKey: string }) {
  const [shown, setShown] = useState<Snippet>('curl')
  return (
    <div className="flex flex-col gap-2">
      <Tabs
        size="sm"
        value={shown}
        onValueChange={(value) => isSnippet(value) && setShown(value)}
        tabs={Object.entries(SNIPPETS).map(([value, label]) => ({ value, label }))}
      />
      <CopyableBlock text={snippetOf(shown, apiKey, apiOrigin())} what={`${SNIPPETS[shown]} snippet`} />
    </div>
  )
}
