import type { IpPermission, SecurityGroup } from '@aws-sdk/client-ec2'
import { fail } from '../../src/errors/catalogue.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { each, pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { ec2 } from './client.ts'

/**
 * What a prefix list stands for. Its id differs in every region and account. One of AWS's own is a service, whatever its
 * ranges are today; one of the account's is just the ranges in it.
 */
export type PrefixList = { readonly service: string } | { readonly cidrs: readonly string[] }

export type PrefixLists = ReadonlyMap<string, PrefixList>

export const noPrefixLists: PrefixLists = new Map()

/** Ids of the prefix lists that groups refer to, each once. */
export function prefixListIds(groups: readonly SecurityGroup[]): readonly string[] {
  const permissions = groups.flatMap((group): readonly IpPermission[] => [
    ...(group.IpPermissions ?? []),
    ...(group.IpPermissionsEgress ?? []),
  ])
  const ids = permissions.flatMap((permission) => permission.PrefixListIds ?? []).map((list) => list.PrefixListId)
  return [...new Set(ids)].filter((id) => id !== undefined)
}

/** Looks prefix lists up, at most 100 names a call. */
export async function readPrefixLists(
  request: AwsRead,
  session: AwsSession,
  ids: readonly string[],
): Promise<PrefixLists> {
  const { client, sdk } = await session.open(ec2)
  const found = new Map<string, PrefixList>()
  const own: string[] = []
  for (let at = 0; at < ids.length; at += 100) {
    const PrefixListIds = ids.slice(at, at + 100)
    const list = pages({
      ...session.place('ec2:DescribeManagedPrefixLists', request.signal),
      fetch: (NextToken) =>
        client.send(new sdk.DescribeManagedPrefixListsCommand({ PrefixListIds, NextToken }), {
          abortSignal: request.signal,
        }),
      items: (page) => page.PrefixLists,
      next: (page) => page.NextToken,
    })
    for await (const page of list) {
      for (const { PrefixListId: id, PrefixListName: name, OwnerId: owner } of page) {
        if (id === undefined) continue
        if (owner === 'AWS') found.set(id, { service: serviceName(name ?? id, session.region) })
        else own.push(id)
      }
    }
  }
  for await (const [id, cidrs] of each(own, concurrencyOf(request.settings), (id) => entries(request, session, id))) {
    found.set(id, { cidrs })
  }
  for (const id of ids) if (!found.has(id)) throw absent(session, request, id)
  return found
}

/** `com.amazonaws.eu-west-1.s3` is the same thing in every region. */
function serviceName(name: string, region: string): string {
  return name.replace(`.${region}.`, '.')
}

function absent(session: AwsSession, request: AwsRead, id: string): Error {
  const { action, scope } = session.place('ec2:DescribeManagedPrefixLists', request.signal)
  return fail('collect-malformed', { what: `${action} in ${scope}`, detail: `it does not know the prefix list ${id}` })
}

async function entries(
  request: AwsRead,
  session: AwsSession,
  id: string,
): Promise<readonly [string, readonly string[]]> {
  const { client, sdk } = await session.open(ec2)
  const cidrs: string[] = []
  const list = pages({
    ...session.place('ec2:GetManagedPrefixListEntries', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.GetManagedPrefixListEntriesCommand({ PrefixListId: id, MaxResults: 100, NextToken }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.Entries,
    next: (page) => page.NextToken,
  })
  for await (const page of list) cidrs.push(...page.flatMap((entry) => entry.Cidr ?? []))
  return [id, cidrs]
}
