import { fileURLToPath } from 'node:url'
import { awsConfig } from '../../../collectors/aws-config/collector.ts'
import { recordedTypes } from '../../../collectors/aws-config/types.ts'
import { canary, collectorContract, type FaultSetup, type Setup } from '../../contracts/collector-contract.ts'
import { awsWorld, shopRecordings } from '../../support/aws-world.ts'
import { readRecordings, type Recording } from '../../support/replay-recording.ts'
import type { Fault } from '../../support/replay-server.ts'

/** Without what names prefix lists: what is in them, AWS Config does not know, and it says so. */
const known = (recording: Recording): Recording => {
  const body = recording.body as { readonly Results?: readonly string[] }
  if (body.Results === undefined) return recording
  return { ...recording, body: { ...body, Results: body.Results.filter((row) => !/prefixListId"/i.test(row)) } }
}

const recordings = [
  ...shopRecordings.filter(({ action }) => !action.startsWith('config:')),
  ...readRecordings(fileURLToPath(new URL('../../recordings/aws-config/', import.meta.url))).map(known),
]

const world =
  (...faults: readonly Fault[]) =>
  (): Promise<Setup> =>
    awsWorld({ recordings, faults, secret: canary, settings: { source: 'config' } })

const faulty = (fault: Fault, affects: FaultSetup['affects']) => async (): Promise<FaultSetup> => ({
  ...(await world(fault)()),
  affects,
})

const query = 'config:SelectResourceConfig'
const all = (status: 'denied' | 'partial') => Object.fromEntries(recordedTypes.map(({ kind }) => [kind.id, status]))

collectorContract('aws-config', {
  collector: awsConfig,
  good: world(),
  faults: {
    denied: faulty({ action: 'config:DescribeConfigurationRecorders', does: 'denied' }, all('denied')),
    throttled: faulty({ action: query, does: 'throttled' }, all('partial')),
    timedOut: faulty({ action: query, does: 'hang' }, all('partial')),
    malformed: faulty({ action: query, does: 'html' }, all('partial')),
    emptyPageWithToken: world({ action: query, does: 'empty-page' }),
    cancelled: world({ action: '*', does: 'hang' }),
  },
})
