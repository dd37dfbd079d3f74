import type { Rate } from '../../src/platform/token-bucket.ts'

/** How often a service may be called: `burst` at once, then `perSecond`; for each API by itself, or for the service as a whole. */
interface ServiceRate {
  readonly burst: number
  readonly perSecond: number
  readonly each?: 'api'
}

/**
 * What AWS documents. EC2: EC2 Developer Guide, "Request throttling for the Amazon EC2 API" (each API: reads 100, refilled by 20).
 * ELB: "API request throttling" (Describe 40, refilled by 10). ACM, Lambda (GetFunction and GetPolicy count apart from all others), ECS,
 * Secrets Manager: their pages of quotas.
 */
const documented: Readonly<Record<string, ServiceRate>> = {
  ec2: { burst: 100, perSecond: 20, each: 'api' },
  elasticloadbalancing: { burst: 40, perSecond: 10 },
  lambda: { burst: 15, perSecond: 15 },
  'lambda:GetFunction': { burst: 100, perSecond: 100 },
  'lambda:GetPolicy': { burst: 15, perSecond: 15 },
  ecs: { burst: 50, perSecond: 20, each: 'api' },
  secretsmanager: { burst: 50, perSecond: 50, each: 'api' },
  'acm:ListCertificates': { burst: 8, perSecond: 8 },
  acm: { burst: 10, perSecond: 10, each: 'api' },
}

/**
 * Of what AWS publishes no rate. A guess for one service in one region of one account, on the careful side of what people report:
 * what is refused lowers it by itself, and `callsPerSecond` of a source sets a lower one.
 */
const guessed: Readonly<Record<string, ServiceRate>> = {
  'application-autoscaling': { burst: 20, perSecond: 10 },
  autoscaling: { burst: 50, perSecond: 10 },
  config: { burst: 20, perSecond: 10 },
  elasticache: { burst: 50, perSecond: 10 },
  iam: { burst: 50, perSecond: 10 },
  kms: { burst: 50, perSecond: 25 },
  rds: { burst: 100, perSecond: 20 },
  s3: { burst: 100, perSecond: 50 },
  ssm: { burst: 20, perSecond: 10 },
}

/** Any other. */
const unheardOf: ServiceRate = { burst: 20, perSecond: 10 }

/** Where a call goes, and what it is. */
export interface RatedCall {
  /** `111111111111/eu-west-1`. */
  readonly scope: string
  /** The service's prefix in permissions: `ec2`. */
  readonly service: string
  /** `DescribeInstances`. */
  readonly api: string
  /** The most that the source allows. */
  readonly callsPerSecond?: number | undefined
}

/**
 * The rate of a call. Everybody who calls the same service in the same account and region has the same key, whichever source or
 * collector it is. A service that is global answers from one place for all regions, but is asked in one scope only.
 */
export function rateOf({ scope, service, api, callsPerSecond }: RatedCall): Rate {
  const own = documented[`${service}:${api}`]
  const rate = own ?? documented[service] ?? guessed[service] ?? unheardOf
  const most = callsPerSecond ?? Infinity
  return {
    key: ['aws', scope, service, ...(own !== undefined || rate.each === 'api' ? [api] : [])].join('/'),
    burst: Math.max(1, Math.min(rate.burst, most)),
    perSecond: Math.min(rate.perSecond, most),
  }
}
