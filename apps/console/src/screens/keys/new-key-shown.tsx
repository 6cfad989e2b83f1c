import { enforcement } from '../../api/resource.ts'
import { ShowOnce } from '../../pieces/dialog/show-once.tsx'
import { Time } from '../../pieces/text/time.tsx'
import type { NewKey } from '../../records/keys.ts'
import { KeySnippets } from './key-snippets.tsx'

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
