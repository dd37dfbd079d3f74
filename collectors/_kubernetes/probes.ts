import { at, entriesOf, mapping, members, scalarText } from './reading.ts'

/** Seconds and counts of a probe, with what the API fills in. Source: Kubernetes API reference, Probe. */
const bounds = [
  ['initialDelaySeconds', 0, (n: number) => `after ${n} s`],
  ['periodSeconds', 10, (n: number) => `every ${n} s`],
  ['timeoutSeconds', 1, (n: number) => `within ${n} s`],
  ['failureThreshold', 3, (n: number) => `fails at ${n}`],
  ['successThreshold', 1, (n: number) => `succeeds at ${n}`],
] as const

/** Hides what looks like a secret in the words of a command. */
export type ClearWords = (words: readonly string[]) => string

/** A probe in words, without what the API fills in: `GET /ready on 8080, every 5 s`. Undefined where there is none. */
export function probeWords(probe: unknown, clear: ClearWords): string | undefined {
  const action = actionWords(probe, clear)
  if (action === undefined) return undefined
  const said = bounds.flatMap(([field, standard, words]) => {
    const written = at(probe, field)
    return typeof written === 'number' && written !== standard ? [words(written)] : []
  })
  return [action, ...said].join(', ')
}

/** What a probe or a hook does: a request, a connection, a command. */
function actionWords(action: unknown, clear: ClearWords): string | undefined {
  const http = mapping(at(action, 'httpGet'))
  if (http !== undefined) {
    const scheme = scalarText(http['scheme']) === 'HTTPS' ? 'GET https:' : 'GET'
    return `${scheme} ${clear([scalarText(http['path']) ?? '/'])} on ${scalarText(http['port']) ?? '?'}`
  }
  const tcp = at(action, 'tcpSocket', 'port')
  if (tcp !== undefined) return `connects to ${scalarText(tcp) ?? '?'}`
  const grpc = mapping(at(action, 'grpc'))
  if (grpc !== undefined) {
    const service = scalarText(grpc['service']) ?? ''
    return `asks gRPC on ${scalarText(grpc['port']) ?? '?'}${service === '' ? '' : ` for ${service}`}`
  }
  const exec = mapping(at(action, 'exec'))
  if (exec !== undefined)
    return `runs ${clear(members(exec['command']).map((word) => scalarText(word) ?? '')).slice(0, longest)}`
  const sleep = at(action, 'sleep', 'seconds')
  return sleep === undefined ? undefined : `sleeps ${scalarText(sleep) ?? '?'} s`
}

/** Characters of a command that are kept. */
const longest = 200

/** The hooks of a container: `preStop sleeps 10 s`. */
export function lifecycleWords(lifecycle: unknown, clear: ClearWords): readonly string[] {
  return entriesOf(lifecycle).flatMap(([hook, action]) => {
    const words = actionWords(action, clear)
    return words === undefined ? [] : [`${hook} ${words}`]
  })
}
