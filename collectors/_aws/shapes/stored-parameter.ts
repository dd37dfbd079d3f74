import { classifySetting } from '../../../src/collect/settings.ts'
import type { Attributes } from '../../../src/model/field.ts'
import { storedParameter } from '../../../src/model/kinds/stored-parameter.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { shapeOf } from '../../../src/model/value-shape.ts'
import type { Fingerprinter } from '../../../src/platform/fingerprint.ts'
import { readTags, wordsOf } from '../names.ts'
import { given, instant, sortedSet, type AwsOrigin } from './origin.ts'

/** A parameter of Systems Manager. What the source does not know stays undefined. */
export interface StoredParameterInput extends AwsOrigin {
  /** With its path. */
  readonly name: string
  readonly arn?: string | null | undefined
  readonly type?: string | null | undefined
  readonly tier?: string | null | undefined
  readonly dataType?: string | null | undefined
  /** AWS's own key counts as none. */
  readonly key?: string | null | undefined
  readonly pattern?: string | null | undefined
  /** Texts of its policies, each a JSON document. */
  readonly policies?: readonly string[] | undefined
  /** Undefined: not asked for. */
  readonly value?: string | undefined
  readonly changed?: Date | string | null | undefined
  readonly version?: number | null | undefined
}

/** A parameter as a `stored-parameter`, called by its path. */
export function storedParameterResource(
  input: StoredParameterInput,
  fingerprint: Fingerprinter,
): CollectedResource<typeof storedParameter.fields> {
  const { tags, address } = readTags(input.tags)
  return collected(storedParameter, {
    id: input.name,
    name: input.name,
    address: input.address ?? address,
    identifiers: wordsOf(input.name, input.arn),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      type: given(input.type),
      // The tier that decides by itself becomes one of the two.
      tier: input.tier === 'Intelligent-Tiering' ? undefined : given(input.tier),
      dataType: given(input.dataType),
      key: customerKey(input.key),
      pattern: given(input.pattern),
      ...policiesOf(input.policies ?? []),
      ...valueOf(input, fingerprint),
      changed: instant(input.changed),
      version: input.version ?? undefined,
    },
  })
}

interface ParameterPolicy {
  readonly Type?: string
  readonly Attributes?: {
    readonly Timestamp?: string
    readonly Before?: string
    readonly After?: string
    readonly Unit?: string
  }
}

/**
 * Policies in words; when it ends is a fact of its own, which each environment has for itself.
 *
 * Source: AWS Systems Manager User Guide, "Assigning parameter policies".
 */
function policiesOf(texts: readonly string[]): Attributes<typeof storedParameter.fields> {
  const policies = texts.flatMap(policyIn)
  if (policies.length === 0) return {}
  const words = policies.map(({ Type: type = '', Attributes: of = {} }) => {
    const unit = (of.Unit ?? 'Days').toLowerCase()
    if (type === 'Expiration') return 'ends'
    if (type === 'ExpirationNotification') return `tells ${of.Before ?? '?'} ${unit} before it ends`
    return type === 'NoChangeNotification' ? `tells after ${of.After ?? '?'} ${unit} without a change` : type
  })
  const end = policies.find(({ Type: type }) => type === 'Expiration')?.Attributes?.Timestamp
  return { policies: sortedSet(words), expires: instant(end) }
}

/** What is no policy says nothing: the service checks them when they are written. */
function policyIn(text: string): readonly ParameterPolicy[] {
  try {
    const parsed: unknown = JSON.parse(text)
    return (Array.isArray(parsed) ? (parsed as readonly unknown[]) : [parsed]).filter(
      (one): one is ParameterPolicy => typeof one === 'object' && one !== null,
    )
  } catch {
    return []
  }
}

/** A key of the account; undefined for the one that AWS keeps for a service (`alias/aws/ssm`). */
export function customerKey(key: string | null | undefined): string | undefined {
  const named = given(key)
  return named === undefined || /(?:^|:)alias\/aws\//.test(named) ? undefined : named
}

/** A plain value is classified as a setting; of a SecureString only the fingerprint and the form are kept. */
function valueOf(
  { name, type, value }: StoredParameterInput,
  fingerprint: Fingerprinter,
): Attributes<typeof storedParameter.fields> {
  if (value === undefined) return {}
  if (type !== 'SecureString') return classifySetting(name.split('/').at(-1) ?? name, value, fingerprint)
  return { secret: fingerprint(value), shape: secretShape(value) }
}

/** The form of a secret, without anything that could be a piece of it. */
export function secretShape(value: string): string {
  return /^[a-z]+/.exec(shapeOf(value))?.[0] ?? 'text'
}
