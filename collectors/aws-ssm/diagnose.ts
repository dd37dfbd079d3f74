import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import { oneCall } from '../_aws/paging.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { ssm } from './client.ts'

const list: Probe = {
  action: 'ssm:DescribeParameters',
  call: async (session, options) => {
    const { client, sdk } = await session.open(ssm)
    return client.send(new sdk.DescribeParametersCommand({ MaxResults: 1 }), options)
  },
}

/** Tags can be asked for only of a parameter: the first one there is. */
const tags: Probe = {
  action: 'ssm:ListTagsForResource',
  call: async (session, options) => {
    const { client, sdk } = await session.open(ssm)
    const command = new sdk.DescribeParametersCommand({ MaxResults: 1 })
    const place = session.place('ssm:DescribeParameters', options.abortSignal)
    const { Parameters: [first] = [] } = await oneCall(place, () => client.send(command, options))
    if (first?.Name === undefined) return undefined
    return client.send(
      new sdk.ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: first.Name }),
      options,
    )
  },
}

/** A name that nothing has: the answer says whether one may ask, and holds no value. */
const values: Probe = {
  action: 'ssm:GetParameters',
  call: async (session, options) => {
    const { client, sdk } = await session.open(ssm)
    return client.send(new sdk.GetParametersCommand({ Names: ['/evenkeel/none'] }), options)
  },
}

/** Whose credentials these are, and one line for each call that the settings make. */
export function diagnoseSsm(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncIterable<Diagnosis> {
  return diagnoseAws(request, request.settings.values === 'fingerprint' ? [list, tags, values] : [list, tags])
}
