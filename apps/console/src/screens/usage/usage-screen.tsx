import { Page } from '../../pieces/page.tsx'

export function UsageScreen() {
  return <Page title="Usage & cost">Not yet built.</Page>
}
