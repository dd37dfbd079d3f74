import type { Attributes } from '../../src/model/field.ts'
import { disruptionBudget } from '../../src/model/kinds/disruption-budget.ts'
import { networkPolicy } from '../../src/model/kinds/network-policy.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import { identityOf } from './identity.ts'
import { some } from './lists.ts'
import type { KubeObject } from './objects.ts'
import { at, mapping, members, scalarText, text } from './reading.ts'
import { selectorText, selectorWords } from './selectors.ts'

type Rule = Attributes<typeof networkPolicy.fields.ingress.of>

/** A NetworkPolicy: each end with each of its ports is one entry. Source: Kubernetes API reference, NetworkPolicySpec. */
export function networkPolicyOf(object: KubeObject): CollectedResource<typeof networkPolicy.fields> {
  const spec = at(object.content, 'spec')
  const types = members(at(spec, 'policyTypes')).flatMap((type) => text(type) ?? [])
  const egress = members(at(spec, 'egress'))
  const directions = types.length > 0 ? types : ['Ingress', ...(egress.length > 0 ? ['Egress'] : [])]
  return collected(networkPolicy, {
    ...identityOf(object),
    tags: object.labels,
    attributes: {
      selector: selectorText(at(spec, 'podSelector')),
      directions,
      ingress: rulesOf(members(at(spec, 'ingress')), 'from'),
      egress: rulesOf(egress, 'to'),
    },
  })
}

function rulesOf(rules: readonly unknown[], end: 'from' | 'to'): readonly Rule[] {
  const all = rules.flatMap((rule) => {
    const ends = members(at(rule, end)).map(peerWords)
    const ports = members(at(rule, 'ports')).map(portWords)
    return (ends.length === 0 ? ['anyone'] : ends).flatMap((peer) =>
      (ports.length === 0 ? ['all'] : ports).map((port) => ({ peer, ports: port })),
    )
  })
  return [...new Map(all.map((one) => [`${one.peer} ${one.ports}`, one])).values()]
}

function peerWords(peer: unknown): string {
  const block = mapping(at(peer, 'ipBlock'))
  if (block !== undefined) {
    const except = members(block['except']).flatMap((one) => text(one) ?? [])
    return `${text(block['cidr']) ?? '?'}${except.length === 0 ? '' : ` except ${except.sort().join(', ')}`}`
  }
  const pods = at(peer, 'podSelector')
  const namespaces = at(peer, 'namespaceSelector')
  const words = [
    ...(mapping(pods) === undefined ? [] : [`pods ${selectorText(pods)}`]),
    ...(mapping(namespaces) === undefined ? [] : [`namespaces ${selectorText(namespaces)}`]),
  ]
  return words.length === 0 ? 'anyone' : words.join(' in ')
}

function portWords(port: unknown): string {
  const from = scalarText(at(port, 'port')) ?? 'all'
  const to = scalarText(at(port, 'endPort'))
  return `${from}${to === undefined ? '' : `-${to}`}/${text(at(port, 'protocol')) ?? 'TCP'}`
}

/** A PodDisruptionBudget. Source: Kubernetes API reference, PodDisruptionBudgetSpec. */
export function disruptionBudgetOf(object: KubeObject): CollectedResource<typeof disruptionBudget.fields> {
  const spec = at(object.content, 'spec')
  const least = scalarText(at(spec, 'minAvailable'))
  const most = scalarText(at(spec, 'maxUnavailable'))
  const unhealthy = text(at(spec, 'unhealthyPodEvictionPolicy'))
  return collected(disruptionBudget, {
    ...identityOf(object),
    tags: object.labels,
    attributes: {
      ...(least === undefined ? {} : { minAvailable: least }),
      ...(most === undefined ? {} : { maxUnavailable: most }),
      ...some('selector', selectorWords(at(spec, 'selector'))),
      ...(unhealthy === undefined || unhealthy === 'IfHealthyBudget' ? {} : { unhealthy }),
    },
  })
}
