import { Failure, messageOf } from '../../failure.ts'
import { onlyVersion, type Deployed, type LiveShare } from '../cloud/deployed.ts'
import type { Canary } from '../config/deploy-config.ts'
import type { Progress } from '../progress.ts'
import { passGate, type GateInput } from '../traffic/gate.ts'
import { Overtaken, type GatewayTraffic } from './gateway-traffic.ts'

export interface CanaryInput {
  readonly progress: Progress
  readonly traffic: GatewayTraffic
  readonly gate: GateInput
  /** What the new version must pass before a customer meets it. */
  readonly smoke: () => Promise<void>
  /** The last step to take: 100 unless it is held. */
  readonly upTo: number
}

/** The version that answers most, and is not the new one. @throws Failure when there is none */
export function versionBefore(deployed: Deployed, after: string): string {
  const whole = onlyVersion(deployed)?.id
  const shares = deployed.shares.filter(({ versionId }) => versionId !== after)
  const [largest] = shares.toSorted((a, b) => b.percentage - a.percentage)
  const before = whole !== undefined && whole !== after ? whole : largest?.versionId
  if (before === undefined) throw new Failure(`${deployed.name} has no other version to compare with`)
  return before
}

/**
 * 0 % → the steps, each behind its gate. Whatever fails, the old version has all the traffic again. At 100 % it stays
 * in the deployment, with no traffic but the gate's, until it has nothing left to be compared with.
 */
export async function runCanary(input: CanaryInput): Promise<void> {
  const { progress, gate, traffic, upTo } = input
  await takeSteps(input)
  if (upTo < 100) return
  await progress.step('gateway alone', async () => {
    await traffic.split([{ versionId: gate.after, percentage: 100 }])
    return { what: 'no header reaches the old version any more' }
  })
}

async function takeSteps(input: CanaryInput): Promise<void> {
  const { progress, gate, smoke, traffic, upTo } = input
  const steps = stepsOf(gate.canary, upTo)
  try {
    await progress.step('gateway at 0 %', async () => {
      await traffic.split(sharesOf(gate, 0))
      await smoke()
      return { what: `the smoke test passed in version ${gate.after}` }
    })
    for (const percentage of steps) {
      await progress.step(`gateway at ${percentage} %`, async () => {
        await traffic.split(sharesOf(gate, percentage))
        return { what: await passGate(gate) }
      })
    }
  } catch (thrown) {
    if (thrown instanceof Overtaken) throw thrown
    const why = messageOf(thrown)
    await goBack(input, why)
    throw new Failure(
      `${why}\n  the old version has all the traffic again: mend the new one and deploy once more`,
    )
  }
}

/** The new version is taken out altogether, so that no override header reaches it either. */
async function goBack(
  { progress, traffic, gate: { before, after } }: CanaryInput,
  why: string,
): Promise<void> {
  try {
    await progress.step('gateway goes back', async () => {
      await traffic.giveBack(before)
      return { what: `all traffic to version ${before}` }
    })
  } catch (thrown) {
    const problem = messageOf(thrown)
    if (thrown instanceof Overtaken) throw new Failure(`${why}\n  ${problem}`)
    throw new Failure(
      `${why}\n  and the way back failed, so version ${after} may still have a share of the traffic: run \`bulkhead deploy rollback\` now\n  (${problem})`,
    )
  }
}

function stepsOf({ steps }: Canary, upTo: number): number[] {
  const wanted = [...new Set(upTo === 100 ? [...steps, 100] : steps)].filter((step) => step <= upTo)
  return wanted.toSorted((a, b) => a - b)
}

/** Both are in it even with nothing: the override header reaches what is in the deployment. */
function sharesOf({ before, after }: GateInput, percentage: number): LiveShare[] {
  return [
    { versionId: after, percentage },
    { versionId: before, percentage: 100 - percentage },
  ]
}
