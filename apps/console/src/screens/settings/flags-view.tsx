import { Card } from '../../pieces/card.tsx'
import { FlagList } from '../flags/flag-list.tsx'

export function FlagsView() {
  return (
    <Card title="Flags of the deployment" flush>
      <FlagList />
    </Card>
  )
}
