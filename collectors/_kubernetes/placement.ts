import { at, members, scalarText } from './reading.ts'
import { labelWords, requirementWords, selectorText } from './selectors.ts'

/** Where a pod may run. Order never matters. Source: Kubernetes API reference, PodSpec, Affinity, Toleration. */
export function placementWords(pod: unknown): readonly string[] {
  const nodes = labelWords(at(pod, 'nodeSelector')).map((word) => `node ${word}`)
  const tolerations = members(at(pod, 'tolerations')).filter(isWritten).map(tolerationWords)
  const affinity = at(pod, 'affinity')
  const required = members(
    at(affinity, 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'),
  ).map((term) => `node ${termWords(term)}`)
  const preferred = members(at(affinity, 'nodeAffinity', 'preferredDuringSchedulingIgnoredDuringExecution')).map(
    (one) => `rather node ${termWords(at(one, 'preference'))}`,
  )
  const near = podTerms(at(affinity, 'podAffinity'), 'near')
  return [...new Set([...nodes, ...tolerations, ...required, ...preferred, ...near])].sort()
}

/** How the instances of a workload are kept apart. */
export function spreadWords(pod: unknown): readonly string[] {
  const constraints = members(at(pod, 'topologySpreadConstraints')).map((one) => {
    const where = scalarText(at(one, 'topologyKey')) ?? ''
    const softly = scalarText(at(one, 'whenUnsatisfiable')) === 'ScheduleAnyway' ? ', if possible' : ''
    return `${selectorText(at(one, 'labelSelector'))} over ${where}, skew ${scalarText(at(one, 'maxSkew')) ?? '1'}${softly}`
  })
  return [...new Set([...constraints, ...podTerms(at(pod, 'affinity', 'podAntiAffinity'), 'apart from')])].sort()
}

function podTerms(affinity: unknown, word: string): readonly string[] {
  const words = (term: unknown): string =>
    `${word} ${selectorText(at(term, 'labelSelector'))} on ${scalarText(at(term, 'topologyKey')) ?? ''}`
  return [
    ...members(at(affinity, 'requiredDuringSchedulingIgnoredDuringExecution')).map(words),
    ...members(at(affinity, 'preferredDuringSchedulingIgnoredDuringExecution')).map(
      (one) => `${words(at(one, 'podAffinityTerm'))}, if possible`,
    ),
  ]
}

function termWords(term: unknown): string {
  const all = [...members(at(term, 'matchExpressions')), ...members(at(term, 'matchFields'))]
  return all.map(requirementWords).sort().join(', ')
}

/** Every pod is given these two for five minutes. Source: Kubernetes, "Taints and Tolerations", taint based evictions. */
function isWritten(toleration: unknown): boolean {
  const key = scalarText(at(toleration, 'key'))
  const given = key === 'node.kubernetes.io/not-ready' || key === 'node.kubernetes.io/unreachable'
  return !(given && at(toleration, 'tolerationSeconds') === 300)
}

function tolerationWords(toleration: unknown): string {
  const key = scalarText(at(toleration, 'key')) ?? 'everything'
  const value = scalarText(at(toleration, 'value'))
  const effect = scalarText(at(toleration, 'effect'))
  return `tolerates ${key}${value === undefined || value === '' ? '' : `=${value}`}${effect === undefined || effect === '' ? '' : `:${effect}`}`
}
