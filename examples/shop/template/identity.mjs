import { createHash } from 'node:crypto'

/** `length` hexadecimal digits that depend only on the environment and the label: ids that differ, and stay. */
export function digits(environment, label, length) {
  return createHash('sha256').update(`${environment.name}/${label}`).digest('hex').slice(0, length)
}

/** An id as EC2 makes them: `sg-0` and 16 hexadecimal digits. */
export function idOf(environment, prefix, label) {
  return `${prefix}-0${digits(environment, `${prefix}/${label}`, 16)}`
}

/** A UUID, as in ARNs of certificates and in the lineage of a state. */
export function uuidOf(environment, label) {
  const d = digits(environment, `uuid/${label}`, 32)
  return [d.slice(0, 8), d.slice(8, 12), `4${d.slice(13, 16)}`, `a${d.slice(17, 20)}`, d.slice(20, 32)].join('-')
}

/** An ARN of the environment's account and region. */
export function arnOf(environment, service, rest) {
  return `arn:aws:${service}:${environment.region}:${environment.account}:${rest}`
}

/** The same members in an order of the environment's own: providers give sets in no particular order. */
export function inOwnOrder(environment, members) {
  const rank = (member) => digits(environment, JSON.stringify(member), 12)
  return [...members].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

/** The suffix that kustomize puts behind the name of a generated config map: 10 characters of its own alphabet. */
export function kustomizeHash(environment, label) {
  const alphabet = 'bcdfghkmt2456789'
  return [...digits(environment, `kustomize/${label}`, 10)].map((digit) => alphabet[parseInt(digit, 16)]).join('')
}
