/**
 * The least version of TLS that a policy of a load balancer lets in; undefined for a policy that its name does not tell.
 *
 * Source: Elastic Load Balancing documentation, "Security policies for your Application Load Balancer" and "... Network
 * Load Balancer": the names say the least version, but for the oldest ones, which all begin with TLS 1.0.
 */
export function leastTls(policy: string | undefined): string | undefined {
  if (policy === undefined) return undefined
  const named = /^ELBSecurityPolicy-(?:TLS13|TLS|FS)-(1)-([0-3])(?:-|$)/.exec(policy)
  if (named !== null) return `${named[1]}.${named[2]}`
  return oldest.includes(policy) ? '1.0' : undefined
}

const oldest: readonly string[] = [
  'ELBSecurityPolicy-2015-05',
  'ELBSecurityPolicy-2016-08',
  'ELBSecurityPolicy-FS-2018-06',
  'ELBSecurityPolicy-TLS-1-0-2015-04',
]
