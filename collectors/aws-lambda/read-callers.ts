import type { AliasConfiguration, EventSourceMappingConfiguration } from '@aws-sdk/client-lambda'
import { serverlessFunction } from '../../src/model/kinds/serverless-function.ts'
import type { PolicyStatement } from '../../src/model/policy-statements.ts'
import { NotAPolicy } from '../_aws/policy-document.ts'
import { orUnknown, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { functionPolicy } from '../_aws/shapes/function-callers.ts'
import { takeTime } from '../_aws/take-time.ts'
import { aliasesOf, functionPolicyText, triggersByFunction } from './lists.ts'
import { aliasFields, filterFields, policyFields, triggerFields, type Callers } from './normalise.ts'

type Triggers = ReadonlyMap<string, readonly EventSourceMappingConfiguration[]>

/** The event source mappings of a region. Undefined where they are not told; then it is said. */
export async function readTriggers(request: AwsRead, session: AwsSession): Promise<Triggers | undefined> {
  return orUnknown(
    request,
    serverlessFunction,
    triggerFields,
    () => triggersByFunction(request, session),
    undefined as Triggers | undefined,
  )
}

/** Who may call a function and by which names, and what calls it by itself. What is denied, or cannot be understood, is unknown. */
export async function callersOf(
  request: AwsRead,
  session: AwsSession,
  arn: string,
  triggers: Triggers | undefined,
): Promise<Callers> {
  const own = triggers === undefined ? undefined : (triggers.get(arn) ?? [])
  // Who may not use the key of the patterns is told so in their place.
  if (own?.some(({ FilterCriteriaError: error }) => error !== undefined) === true) {
    request.unknown(serverlessFunction, filterFields, 'The filters of an event source could not be decrypted.', arn)
  }
  const aliases = await orUnknown<readonly AliasConfiguration[] | undefined>(
    request,
    serverlessFunction,
    aliasFields,
    () => aliasesOf(request, session, arn),
    undefined,
    arn,
  )
  takeTime(request, 'lambda:GetPolicy', aliases?.length ?? 0)
  return { aliases, triggers: own, policy: aliases && (await policyOf(request, session, arn, aliases)) }
}

async function policyOf(
  request: AwsRead,
  session: AwsSession,
  arn: string,
  aliases: readonly AliasConfiguration[],
): Promise<readonly PolicyStatement[] | undefined> {
  const texts = await orUnknown<readonly string[] | undefined>(
    request,
    serverlessFunction,
    policyFields,
    async () => {
      const found: string[] = []
      for (const alias of [undefined, ...aliases.flatMap(({ Name }) => Name ?? [])]) {
        found.push(...[await functionPolicyText(request, session, arn, alias)].filter((text) => text !== undefined))
      }
      return found
    },
    undefined,
    arn,
  )
  try {
    return texts && functionPolicy(arn, texts)
  } catch (error) {
    if (!(error instanceof NotAPolicy)) throw error
    const reason = `The policy of a function cannot be understood: ${error.message}.`
    request.unknown(serverlessFunction, policyFields, reason, arn)
    return undefined
  }
}
