import { classicBalancerResource, type ClassicPolicy } from '../_aws/shapes/classic-balancer.ts'
import { loadBalancer } from '../../src/model/kinds/load-balancer.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { besides } from './beside.ts'
import { defineMapping, type MappingContext } from './mapping.ts'
import { originOf } from './origin.ts'

/** What is a resource of its own, and belongs to a classic load balancer. */
const beside = {
  appCookie: 'aws_app_cookie_stickiness_policy',
  attachment: 'aws_elb_attachment',
  cookie: 'aws_lb_cookie_stickiness_policy',
  listenerPolicy: 'aws_load_balancer_listener_policy',
  policy: 'aws_load_balancer_policy',
  tls: 'aws_lb_ssl_negotiation_policy',
} as const

/** What AWS gives a listener that ends TLS and has no policy. Source: Elastic Load Balancing, Classic Load Balancers, "Predefined SSL security policies". */
const byDefault: ClassicPolicy = {
  name: 'ELBSecurityPolicy-2016-08',
  type: 'SSLNegotiationPolicyType',
  values: [['Reference-Security-Policy', 'ELBSecurityPolicy-2016-08']],
}

/** A policy with the listeners (by port) that use it. */
interface Used {
  readonly policy: ClassicPolicy
  readonly ports: readonly number[]
}

/** An `aws_elb` with the policies that stand beside it. */
function balancerOf(reader: AttributeReader, { state }: MappingContext): CollectedResource {
  const name = reader.required('name')
  const used = policiesOf((type, attribute) => besides(state, [type], attribute, [name]))
  const [subnet] = reader.texts('subnets').flatMap((id) => besides(state, ['aws_subnet'], 'id', [id]))
  if (subnet === undefined) reader.withheld.set('vpc_id', 'is told by its subnets, which this state does not hold')
  const resource = classicBalancerResource({
    ...originOf(reader),
    name,
    arn: reader.text('arn'),
    network: subnet?.text('vpc_id'),
    scheme: reader.flag('internal') === true ? 'internal' : 'internet-facing',
    zones: reader.texts('availability_zones'),
    firewalls: reader.texts('security_groups'),
    dnsName: reader.text('dns_name'),
    listeners: reader.blocks('listener').map((one) => {
      const protocol = one.required('lb_protocol').toUpperCase()
      const port = one.number('lb_port')
      const own = used.filter(({ ports }) => port !== undefined && ports.includes(port)).map(({ policy }) => policy)
      const isBare = !own.some(({ type }) => type === byDefault.type)
      return {
        ...{ protocol, port },
        to: { protocol: one.text('instance_protocol')?.toUpperCase(), port: one.number('instance_port') },
        certificate: one.text('ssl_certificate_id'),
        policies: [
          ...own.map((policy) => policy.name),
          ...(isBare && (protocol === 'HTTPS' || protocol === 'SSL') ? [byDefault.name] : []),
        ],
      }
    }),
    policies: [byDefault, ...used.map(({ policy }) => policy)],
    check: {},
    settings: {
      crossZone: reader.flag('cross_zone_load_balancing'),
      accessLogs: reader.blocks('access_logs').some((one) => one.flag('enabled') !== false),
      idleTimeout: reader.number('idle_timeout'),
      desync: reader.text('desync_mitigation_mode'),
    },
  })
  // Further attributes are what no state knows of any load balancer; see normalise-load-balancer.ts.
  const { attributes: _further, ...attributes } = resource.attributes
  return { ...resource, attributes }
}

type Find = (type: string, attribute: string) => readonly AttributeReader[]

function policiesOf(find: Find): readonly Used[] {
  const used = find(beside.listenerPolicy, 'load_balancer_name').map((one) => ({
    names: one.texts('policy_names'),
    port: one.number('load_balancer_port') ?? 0,
  }))
  const valuesIn = (blocks: readonly AttributeReader[]): ClassicPolicy['values'] =>
    blocks.map((one) => [one.text('name') ?? '', one.text('value') ?? ''] as const)
  const named = find(beside.policy, 'load_balancer_name').map((one): Used => {
    const policy = one.required('policy_name')
    return {
      policy: {
        name: policy,
        type: one.required('policy_type_name'),
        values: valuesIn(one.blocks('policy_attribute')),
      },
      ports: used.filter(({ names }) => names.includes(policy)).map(({ port }) => port),
    }
  })
  const tls = find(beside.tls, 'load_balancer').map((one): Used => ({
    policy: { name: one.required('name'), type: byDefault.type, values: valuesIn(one.blocks('attribute')) },
    ports: [one.number('lb_port') ?? 0],
  }))
  const cookies = ([beside.cookie, beside.appCookie] as const).flatMap((type) =>
    find(type, 'load_balancer').map((one): Used => {
      const isApp = type === beside.appCookie
      const value = isApp ? one.text('cookie_name') : String(one.number('cookie_expiration_period') ?? 0)
      return {
        policy: {
          name: one.required('name'),
          type: isApp ? 'AppCookieStickinessPolicyType' : 'LBCookieStickinessPolicyType',
          values: [[isApp ? 'CookieName' : 'CookieExpirationPeriod', value ?? '']],
        },
        ports: [one.number('lb_port') ?? 0],
      }
    }),
  )
  return [...named, ...tls, ...cookies]
}

export const classicBalancerMapping = defineMapping({
  kind: loadBalancer,
  types: ['aws_elb'],
  parts: Object.values(beside),
  fields: {
    access_logs: 'accessLogs',
    availability_zones: 'zones',
    cross_zone_load_balancing: 'crossZone',
    desync_mitigation_mode: 'desync',
    idle_timeout: 'idleTimeout',
    internal: 'scheme',
    listener: 'listeners',
    security_groups: 'firewalls',
  },
  normalise: balancerOf,
})
