import type * as Promises from 'node:fs/promises'
import { vi } from 'vitest'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import { producesOf } from '../../../src/collect/contract.ts'
import { canary, collectorContract, type FaultSetup } from '../../contracts/collector-contract.ts'
import { factsAt, workspace } from '../_files/workspace.ts'
import { certificate, database, everything, group, machine, stateText } from './states.ts'

vi.mock('node:fs/promises', async (original) => {
  const { withStubbornFiles } = await import('../_files/stubborn-files.ts')
  return withStubbornFiles(await original<typeof Promises>())
})

const good = stateText(
  ...everything,
  { ...database({ identifier: 'catalog', password: canary }), name: 'catalog' },
  { ...machine({ id: 'i-2', user_data: canary }), name: 'other' },
  { ...certificate({ arn: 'arn:aws:acm:eu-west-1:111111111111:certificate/2', private_key: canary }), name: 'api' },
  { type: 'random_password', attributes: { result: canary } },
)

async function setup(files: Readonly<Record<string, string>>) {
  const space = workspace(files)
  const state = Object.keys(files)
  return { settings: { state }, environment: factsAt(space.path), close: () => space.remove() }
}

/** Everything of one file. The group in the other has its rules unknown then: some may stand in what was not read. */
async function spoilt(name: string, text: string, status: 'denied' | 'partial'): Promise<FaultSetup> {
  const affects = Object.fromEntries(producesOf(terraformState).map(({ id }) => [id, status]))
  return { ...(await setup({ 'good.tfstate': withoutGroups(good), [name]: text })), scope: name, affects }
}

/** Groups are the one thing that a broken file touches in another. */
function withoutGroups(text: string): string {
  const state = JSON.parse(text) as { resources: readonly { readonly type: string }[] }
  return JSON.stringify({ ...state, resources: state.resources.filter(({ type }) => type !== 'aws_security_group') })
}

collectorContract('terraform-state', {
  collector: terraformState,
  good: () => setup({ 'good.tfstate': good, 'more.tfstate': stateText(group('sg-9')) }),
  faults: {
    denied: () => spoilt('refused.tfstate', good, 'denied'),
    throttled: { impossible: 'a file is not throttled' },
    timedOut: () => spoilt('hanging.tfstate', good, 'partial'),
    malformed: () => spoilt('broken.tfstate', good.slice(0, -20), 'partial'),
    emptyPageWithToken: { impossible: 'a file has no pages' },
    cancelled: () => setup({ 'good.tfstate': good, 'hanging.tfstate': good }),
  },
})
