import { Command } from 'commander'

import { addAccount } from './commands/account.ts'
import { addAudit } from './commands/audit.ts'
import { addDeploy } from './commands/deploy.ts'
import { addDoctor } from './commands/doctor.ts'
import { addKeys } from './commands/keys.ts'
import { addMoney } from './commands/money.ts'
import { addTenantCare } from './commands/tenant-care.ts'
import { addTenants } from './commands/tenants.ts'
import { addTrace } from './commands/trace.ts'
import { addWebhooks } from './commands/webhooks.ts'

const NOTES = `
environment:
  BULKHEAD_URL    the deployment (http://localhost:8787)
  BULKHEAD_TOKEN  the admin token or an operator's; left out: what \`bulkhead login\` stored
ends with 0 when it is done, 1 when it is not, 2 when it was not understood`

/** Every command there is. */
export function createProgram(): Command {
  const program = new Command('bulkhead')
  program
    .description('operate a Bulkhead deployment')
    .option('--json', 'for programs: JSON instead of tables')
    .addHelpText('after', NOTES)
    .showHelpAfterError('(--help says more)')
    .exitOverride()
  addAccount(program)
  addTenants(program)
  addKeys(program)
  addMoney(program)
  addAudit(program)
  addWebhooks(program)
  addTenantCare(program)
  addTrace(program)
  addDoctor(program)
  addDeploy(program)
  return program
}
