import { Page } from '../../pieces/page.tsx'

export function SettingsScreen() {
  return <Page title="Settings">Not yet built.</Page>
}
