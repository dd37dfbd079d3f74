import type { Attributes } from '../../../src/model/field.ts'
import { loadBalancer } from '../../../src/model/kinds/load-balancer.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { readTags, wordsOf } from '../names.ts'
import { answerOf, type ActionInput, type Answer } from './listener-action.ts'
import { conditionsOf, conditionsText, mayFitBoth, type Condition, type ConditionInput } from './listener-conditions.ts'
import { given, sortedSet, type AwsOrigin } from './origin.ts'
import { leastTls } from './tls-policy.ts'

type Fields = typeof loadBalancer.fields

/** A rule of a listener; the default one is the listener's own action. */
export interface ListenerRuleInput {
  readonly priority: number
  readonly conditions: readonly ConditionInput[]
  readonly actions: readonly ActionInput[]
}

/** A listener of a load balancer. */
export interface ListenerInput {
  /** A gateway load balancer has one listener, with neither protocol nor port. */
  readonly protocol?: string | null | undefined
  readonly port?: number | null | undefined
  readonly tlsPolicy?: string | null | undefined
  /** ARN. */
  readonly certificate?: string | null | undefined
  /** ARNs of the certificates beside the default one, which may be among them. Undefined: not known. */
  readonly certificates?: readonly string[] | undefined
  readonly clientCertificates?: string | null | undefined
  readonly alpn?: string | null | undefined
  readonly actions: readonly ActionInput[]
  /** Undefined: not known. */
  readonly rules?: readonly ListenerRuleInput[] | undefined
}

/** A load balancer. What the source does not know stays undefined. */
export interface LoadBalancerInput extends AwsOrigin {
  readonly arn: string
  readonly name: string
  /** What its attributes come to; see load-balancer-attributes.ts. */
  readonly settings: Attributes<Fields>
  readonly type?: string | null | undefined
  readonly scheme?: string | null | undefined
  readonly addressType?: string | null | undefined
  /** Id of the VPC. */
  readonly network?: string | null | undefined
  /** Names of zones, or ids of subnets, of which there is one in a zone. */
  readonly zones?: readonly string[] | null | undefined
  /** Group ids. */
  readonly firewalls?: readonly string[] | null | undefined
  readonly dnsName?: string | null | undefined
  /** Undefined: not known. */
  readonly listeners?: readonly ListenerInput[] | undefined
}

/** A load balancer of any type as a `load-balancer`, its listeners and rules with it. Its id is its ARN. */
export function loadBalancerResource(input: LoadBalancerInput): CollectedResource<Fields> {
  const { tags, address } = readTags(input.tags)
  return collected(loadBalancer, {
    id: input.arn,
    name: input.name,
    address: input.address ?? address,
    identifiers: wordsOf(input.arn, input.dnsName),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      type: given(input.type),
      scheme: given(input.scheme),
      addressType: given(input.addressType),
      network: given(input.network),
      zones: sortedSet(input.zones)?.length,
      firewalls: sortedSet(input.firewalls),
      dnsName: given(input.dnsName)?.toLowerCase(),
      ...input.settings,
      listeners: input.listeners?.map(listenerRecord).sort((a, b) => (a.listener < b.listener ? -1 : 1)),
      ...rulesOf(input.listeners),
    },
  })
}

/** `HTTPS:443`; the one listener of a gateway is `GENEVE`. */
function listenerKey({ protocol, port }: ListenerInput): string {
  const [name, number] = [given(protocol) ?? 'GENEVE', port ?? undefined]
  return number === undefined || number === 0 ? name : `${name}:${number}`
}

function listenerRecord(
  listener: ListenerInput,
): Attributes<Fields['listeners']['of']> & { readonly listener: string } {
  const policy = given(listener.tlsPolicy)
  const certificate = given(listener.certificate)
  const others = sortedSet(listener.certificates)?.filter((arn) => arn !== certificate)
  return {
    listener: listenerKey(listener),
    tlsPolicy: policy,
    tlsLeast: leastTls(policy),
    certificate,
    certificates: others?.length === 0 ? undefined : others,
    clientCertificates: given(listener.clientCertificates),
    alpn: listener.alpn === 'None' ? undefined : given(listener.alpn),
    ...answerOf(listener.actions),
  }
}

/** The rules of all listeners; unknown where those of one are. */
function rulesOf(listeners: readonly ListenerInput[] | undefined): Pick<Attributes<Fields>, 'rules' | 'order'> {
  const read = listeners?.map((one) => (one.rules === undefined ? undefined : readRules(listenerKey(one), one.rules)))
  if (read === undefined || read.includes(undefined)) return {}
  const rules = read.flatMap((one) => one ?? [])
  const order = sortedSet(orderOf(rules))
  return { rules: rules.map(ruleRecord), order: order?.length === 0 ? undefined : order }
}

interface ReadRule {
  readonly listener: string
  readonly priority: number
  readonly conditions: readonly Condition[]
  readonly answer: Answer
}

function readRules(listener: string, rules: readonly ListenerRuleInput[]): readonly ReadRule[] {
  return [...rules]
    .sort((a, b) => a.priority - b.priority)
    .map(({ priority, conditions, actions }) => ({
      ...{ listener, priority },
      conditions: conditionsOf(conditions),
      answer: answerOf(actions),
    }))
}

function ruleRecord({ listener, priority, conditions, answer }: ReadRule): Attributes<Fields['rules']['of']> {
  return { listener, conditions: conditionsText(conditions), priority, ...answer }
}

/** Of the rules of one listener, the pairs whose order decides about a request. */
function orderOf(rules: readonly ReadRule[]): readonly string[] {
  return rules.flatMap((earlier, place) =>
    rules
      .slice(place + 1)
      .filter((later) => later.listener === earlier.listener && mayFitBoth(earlier.conditions, later.conditions))
      .filter((later) => JSON.stringify(later.answer) !== JSON.stringify(earlier.answer))
      .map(
        (later) =>
          `${earlier.listener}: ${conditionsText(earlier.conditions)} before ${conditionsText(later.conditions)}`,
      ),
  )
}
