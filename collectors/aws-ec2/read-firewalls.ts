import type { SecurityGroup } from '@aws-sdk/client-ec2'
import { firewall } from '../../src/model/kinds/firewall.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { pages } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { ec2 } from './client.ts'
import { normaliseSecurityGroup } from './normalise.ts'
import { noPrefixLists, prefixListIds, readPrefixLists, type PrefixLists } from './prefix-lists.ts'

/** The security groups of a region, without default groups that are untouched or closed. */
export async function* readFirewalls(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const { client, sdk } = await session.open(ec2)
  const list = pages({
    ...session.place('ec2:DescribeSecurityGroups', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeSecurityGroupsCommand({ MaxResults: 1000, NextToken }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.SecurityGroups,
    next: (page) => page.NextToken,
  })
  let known: PrefixLists = noPrefixLists
  for await (const page of list) {
    known = await withPrefixLists(request, session, page, known)
    for (const group of page) yield* normaliseSecurityGroup(group, session, known)
  }
}

/** Looks up the prefix lists of a page that are not known yet: most systems have none, and then nothing is asked. */
async function withPrefixLists(
  request: AwsRead,
  session: AwsSession,
  page: readonly SecurityGroup[],
  known: PrefixLists,
): Promise<PrefixLists> {
  const wanted = prefixListIds(page).filter((id) => !known.has(id))
  if (wanted.length === 0) return known
  const naming = page.filter((group) => prefixListIds([group]).some((id) => wanted.includes(id)))
  const found = await orUnknown(
    request,
    firewall,
    ['/ingress', '/egress'],
    () => readPrefixLists(request, session, wanted),
    noPrefixLists,
    naming.flatMap(({ GroupId }) => GroupId ?? []),
  )
  return new Map([...known, ...found])
}
