import type { GetAccountAuthorizationDetailsCommandOutput, ManagedPolicyDetail, RoleDetail } from '@aws-sdk/client-iam'
import { pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { iam } from './client.ts'

type Details = GetAccountAuthorizationDetailsCommandOutput

/** The roles of an account, each with its policies, its tags and its instance profiles. */
export function roles(request: AwsRead, session: AwsSession): AsyncGenerator<readonly RoleDetail[]> {
  return details(request, session, 'Role', (page) => page.RoleDetailList)
}

/** The policies of an account with all their versions, without AWS's own. */
export function policies(request: AwsRead, session: AwsSession): AsyncGenerator<readonly ManagedPolicyDetail[]> {
  return details(request, session, 'LocalManagedPolicy', (page) => page.Policies)
}

async function* details<Item>(
  request: AwsRead,
  session: AwsSession,
  filter: 'Role' | 'LocalManagedPolicy',
  items: (page: Details) => readonly Item[] | undefined,
): AsyncGenerator<readonly Item[]> {
  const { client, sdk } = await session.open(iam)
  yield* pages({
    ...session.place('iam:GetAccountAuthorizationDetails', request.signal),
    fetch: (Marker) =>
      client.send(new sdk.GetAccountAuthorizationDetailsCommand({ Filter: [filter], MaxItems: 1000, Marker }), {
        abortSignal: request.signal,
      }),
    items,
    next: (page) => page.Marker,
  })
}
