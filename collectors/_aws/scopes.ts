import type { EnvironmentFacts, ScopePlan } from '../../src/collect/contract.ts'
import { fail } from '../../src/errors/catalogue.ts'
import { roleChain, type AwsSettings } from './settings.ts'

/** An account and a region, by id and by their role in the environment. */
interface Place {
  readonly id: string
  readonly role: string
}

/** Stands for an account that the configuration does not tell: whose it is, the credentials decide. */
export const defaultAccount = 'default'

/**
 * One scope for each region, `111111111111/eu-west-1`. All are required: a region is only ever read because the source or
 * its environment names it.
 *
 * The account is the one that `account` names, else that of the last role that is assumed, else the only one of the
 * environment. Where none of these tells, the scope is `default/eu-west-1`: asking AWS would need the network, and the
 * name of a scope has to be the same whether AWS answers or not. An account without a role in the environment has the
 * role `main`, which a lone account has too, so that scopes of two environments can answer to each other.
 */
export async function awsScopes(settings: AwsSettings, environment: EnvironmentFacts): Promise<readonly ScopePlan[]> {
  const account = accountOf(settings, environment)
  const regions = regionsOf(settings, environment)
  return regions.map((region) => ({
    scope: `${account.id}/${region.id}`,
    role: `{account:${account.role}}/{region:${region.role}}`,
    required: true,
  }))
}

/** The name of the scope of a service that has no regions. */
const global = 'global'

/**
 * One scope for a service that is one for all regions of an account (IAM): `111111111111/global`. It answers to the other
 * environment's by the account alone.
 */
export async function globalScopes(
  settings: AwsSettings,
  environment: EnvironmentFacts,
): Promise<readonly ScopePlan[]> {
  const account = accountOf(settings, environment)
  return [{ scope: `${account.id}/${global}`, role: `{account:${account.role}}`, required: true }]
}

/** The region that global services answer from, and that requests to them are signed for. Source: AWS General Reference. */
const globalRegion = 'us-east-1'

/** The account and region of a scope that {@link awsScopes} made; the account is undefined where only the credentials know it. */
export function placeOf(scope: ScopePlan): { readonly account: string | undefined; readonly region: string } {
  const [account = '', region = ''] = scope.scope.split('/')
  return {
    account: account === defaultAccount ? undefined : account,
    region: region === global ? globalRegion : region,
  }
}

function accountOf(settings: AwsSettings, environment: EnvironmentFacts): Place {
  const known = Object.entries(environment.accounts)
  const assumed = roleChain(settings).at(-1)?.arn.split(':')[4]
  const only = known.length === 1 ? known[0]?.[1] : undefined
  const named = settings.account === undefined ? undefined : accountId(settings.account, environment)
  if (named !== undefined && assumed !== undefined && named !== assumed) {
    throw fail('collect-credentials', {
      what: `account ${named} of ${environment.name}`,
      detail: `the role to assume belongs to account ${assumed}`,
    })
  }
  const id = named ?? assumed ?? only ?? defaultAccount
  return { id, role: known.find(([, value]) => value === id)?.[0] ?? 'main' }
}

function accountId(written: string, environment: EnvironmentFacts): string {
  const id = Object.hasOwn(environment.accounts, written) ? environment.accounts[written] : written
  if (id !== undefined && /^\d{12}$/.test(id)) return id
  throw fail('collect-no-place', {
    what: `account "${written}" of ${environment.name}`,
    detail: 'it is neither an id of 12 digits nor a role in `accounts` of the environment',
  })
}

function regionsOf(settings: AwsSettings, environment: EnvironmentFacts): readonly Place[] {
  const written = settings.regions ?? Object.keys(environment.regions)
  if (written.length === 0) {
    throw fail('collect-no-place', {
      what: `AWS of ${environment.name}`,
      detail: 'neither the source nor the environment names a region',
    })
  }
  const places = written.map((word) => region(word, environment))
  return [...new Map(places.map((place) => [place.id, place])).values()]
}

function region(written: string, environment: EnvironmentFacts): Place {
  const byRole = Object.hasOwn(environment.regions, written) ? environment.regions[written] : undefined
  if (byRole !== undefined) return { id: byRole, role: written }
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(written)) {
    throw fail('collect-no-place', {
      what: `region "${written}" of ${environment.name}`,
      detail: 'it is neither a region’s name nor a role in `regions` of the environment',
    })
  }
  const role = Object.entries(environment.regions).find(([, name]) => name === written)?.[0]
  // A region that the environment gives no role has its own name for one: it answers to the same region elsewhere.
  return { id: written, role: role ?? written }
}
