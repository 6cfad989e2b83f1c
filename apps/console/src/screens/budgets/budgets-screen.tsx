import { Page } from '../../pieces/page.tsx'

export function BudgetsScreen() {
  return <Page title="Budgets & alerts">Not yet built.</Page>
}
