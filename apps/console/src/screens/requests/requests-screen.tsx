import { Page } from '../../pieces/page.tsx'

export function RequestsScreen() {
  return <Page title="Requests">Not yet built.</Page>
}
