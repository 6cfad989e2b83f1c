import { Page } from '../../pieces/page.tsx'

export function OverviewScreen() {
  return <Page title="Overview">Not yet built.</Page>
}
