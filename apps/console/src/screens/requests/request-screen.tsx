import { Page } from '../../pieces/page.tsx'

export function RequestScreen() {
  return <Page title="Request">Not yet built.</Page>
}
