import { isMixedTail } from '../../src/model/generated-tail.ts'

/** A text without what software made up, and whether anything was. */
export interface Bare {
  readonly text: string
  readonly madeUp: boolean
}

const uuid = /(?<![0-9a-z])(?:mrk-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z])/gi
const replacements: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [uuid, '*'],
  [/(?<![0-9a-z])mrk-[0-9a-f]{32}(?![0-9a-z])/g, '*'],
  // The six characters that Secrets Manager appends, or the question marks that stand for them.
  [/(:secretsmanager:[^:]*:[^:]*:secret:[^\s:*]+)-(?:[A-Za-z0-9]{6}|\?{6})(?![^\s:])/g, '$1-*'],
  [
    /(?<![0-9a-z])((?:vpce|vpc|subnet|sg|eni|i|rtb|igw|nat|acl|fs|fsap|vol|ami|lt|tgw|pcx|eipalloc|pl|rtb|vpce-svc)-)(?:[0-9a-f]{17}|[0-9a-f]{8})(?![0-9a-z])/g,
    '$1*',
  ],
  // The issuer of an EKS cluster.
  [/(oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/id\/)[0-9A-F]{32}/g, '$1*'],
  [/(:execute-api:[^:]*:[^:]*:)[a-z0-9]{10}(?![a-z0-9])/g, '$1*'],
  [/(:distribution\/)E[A-Z0-9]{12,13}(?![A-Z0-9])/g, '$1*'],
  [/((?:loadbalancer|targetgroup|listener)\/[^\s:]*?\/)[0-9a-f]{16}(?![0-9a-f])/g, '$1*'],
  [/(hostedzone\/)Z[A-Z0-9]{8,31}(?![A-Z0-9])/g, '$1*'],
  [/(?<![a-z])([a-z]{2}(?:-[a-z]+)+-\d_)[A-Za-z0-9]{9}(?![A-Za-z0-9])/g, '$1*'],
  // What CloudFormation appends to names, in lower case for buckets; what Terraform appends to prefixes.
  [/-(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{12,13}(?![A-Za-z0-9])/g, '-*'],
  [/-(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{12,13}(?![A-Za-z0-9])/g, '-*'],
  [/[-_]?(?<!\d)20\d{12,24}(?!\d)/g, '*'],
  // A random id of Terraform, in hexadecimal.
  [/-(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,40}(?![A-Za-z0-9-])/g, '-*'],
]

/**
 * A name, ARN or value with `*` for each id that software made up: those of keys, networks and secrets, and the tails of
 * CloudFormation and Terraform. Two environments of one template differ in every one of them.
 */
export function withoutMadeUp(written: string): Bare {
  const plain = replacements.reduce((left, [pattern, replacement]) => left.replace(pattern, replacement), written)
  const text = withoutMixedTails(plain)
  return { text, madeUp: text !== written }
}

/** The newer tails of CloudFormation, which are told by the logical id before them. */
function withoutMixedTails(text: string): string {
  return text.replace(/([A-Z][A-Za-z0-9]*)-([A-Za-z0-9]{12})(?![A-Za-z0-9])/g, (found, before: string, tail: string) =>
    isMixedTail(before, tail) ? `${before}-*` : found,
  )
}
