import { encryptionKey } from '../../src/model/kinds/encryption-key.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { groupBy } from '../../src/platform/group-by.ts'
import { each } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { takeTime } from '../_aws/take-time.ts'
import { aliases, keyMetadata, keys, policyOf, rotationOf, tagsOf } from './lists.ts'
import { isOwn, normaliseKey, statementsOf } from './normalise.ts'

/** What it is, its rotation, its policy and its tags. */
const callsPerKey = 4

/** The keys of a region that the account manages. */
export async function* readKeys(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const names = await aliasesByKey(request, session)
  for await (const page of keys(request, session)) {
    const ids = page.flatMap(({ KeyId: id }) => (id === undefined || isAws(names.get(id)) ? [] : [id]))
    takeTime(request, 'kms:DescribeKey', callsPerKey * ids.length)
    const read = each(ids, concurrencyOf(request.settings), (id) =>
      withDetails(request, session, id, names.get(id) ?? []),
    )
    for await (const resources of read) yield* resources
  }
}

async function aliasesByKey(request: AwsRead, session: AwsSession): Promise<ReadonlyMap<string, readonly string[]>> {
  const found: { readonly key: string; readonly name: string }[] = []
  for await (const page of aliases(request, session)) {
    for (const { AliasName: name, TargetKeyId: key } of page) {
      if (name !== undefined && key !== undefined) found.push({ key, name })
    }
  }
  const byKey = groupBy(found, ({ key }) => key)
  return new Map([...byKey].map(([key, several]) => [key, several.map(({ name }) => name)]))
}

/** AWS's own keys have aliases that nobody else may give: nothing more is asked about them. */
function isAws(names: readonly string[] | undefined): boolean {
  return names?.some((name) => name.startsWith('alias/aws/')) === true
}

async function withDetails(
  request: AwsRead,
  session: AwsSession,
  id: string,
  names: readonly string[],
): Promise<readonly CollectedResource[]> {
  // A key's own policy may keep even an administrator out: that one is not read, and the others are.
  const metadata = await orUnknown(request, encryptionKey, [], () => keyMetadata(request, session, id), undefined, id)
  if (metadata === undefined || !isOwn(metadata, names)) return []
  const rotation = await orUnknown(
    request,
    encryptionKey,
    ['/rotation', '/rotationPeriod'],
    () => rotationOf(request, session, id),
    {},
    id,
  )
  const asked = (): Promise<string | undefined> => policyOf(request, session, id)
  const policy = await orUnknown(request, encryptionKey, ['/policy'], asked, undefined, id)
  const tags = await orUnknown(request, encryptionKey, [], () => tagsOf(request, session, id), [])
  const statements = statementsOf(policy, (reason) => request.unknown(encryptionKey, ['/policy'], reason, id))
  return [normaliseKey(metadata, { names, rotation, policy: statements, tags }, session)]
}
