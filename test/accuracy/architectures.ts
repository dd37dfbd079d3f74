import type { Json } from '../../src/model/json.ts'
import type { Sketch } from '../support/snapshots.ts'
import type { Maker } from './maker.ts'
import { generic, idOf } from './generic.ts'
import { certificate, database, endpoint, firewall, instance, network, scheduled, settings, workload } from './parts.ts'

/** One way of building a system, as a template: the same for every environment. */
export type Architecture = (m: Maker) => readonly Sketch[]

const everywhere = '0.0.0.0/0'

/**
 * Resources of other kinds, two of each so that a reference has somewhere else to go: `names` are kinds in an order in which what is
 * referred to comes first.
 */
function more(m: Maker, names: readonly string[], own: readonly Sketch[]): readonly Sketch[] {
  for (const { kind, id } of own) m.tell(kind, id)
  for (const kind of names) for (const part of parts(kind)) m.tell(kind, idOf(m, kind, part))
  return [...own, ...names.flatMap((kind) => parts(kind).map((part) => generic(m, kind, part, quiet[kind])))]
}

/**
 * What a rule finds by one look at a side is no difference: none of it is in the corpus as it is made. And what an account decides for its
 * buckets is known there: where it is not, what a bucket leaves open is unknown.
 */
const quiet: Readonly<Record<string, Readonly<Record<string, Json>>>> = { bucket: { public: false, accountBlock: [] } }

const parts = (kind: string): readonly string[] => ['orders', 'search'].map((part) => `${part}-${kind}`)

const web: Architecture = (m) => [
  ...network(m),
  firewall(m, 'lb', [
    ['443', everywhere],
    ['80', everywhere],
  ]),
  firewall(m, 'web', [
    ['8080', 'lb'],
    ['22', 'bastion'],
    ['9000', 'web'],
  ]),
  firewall(m, 'db', [
    ['5432', 'web'],
    ['5432', m.range(3)],
  ]),
  firewall(m, 'bastion', [['22', '198.51.100.0/24']]),
  instance(m, 'web-1', 'm6i.large', ['web']),
  instance(m, 'web-2', 'm6i.large', ['web']),
  instance(m, 'worker', 'r6i.large', ['web', 'db']),
  instance(m, 'bastion', 't3.small', ['bastion']),
  ...database(m, 'orders', { max_connections: '500', work_mem: '65536', log_min_duration_statement: '250' }),
  certificate(m, 'www'),
  settings(m, 'web'),
]

const multiAccount: Architecture = (m) => [
  ...web(m),
  ...network(m, 'data', 64, m.scope('data')),
  firewall(m, 'warehouse', [['5432', '10.0.0.0/8']], 'data', m.scope('data')),
  ...database(m, 'warehouse', { max_connections: '200' }, 'warehouse', m.scope('data')),
]

const multiRegion: Architecture = (m) => [
  ...web(m),
  ...network(m, 'second', 64, m.scope('main', 'secondary')),
  firewall(m, 'second-db', [['5432', '10.0.0.0/8']], 'second', m.scope('main', 'secondary')),
  ...database(m, 'orders-replica', { max_connections: '500' }, 'orders-replica', m.scope('main', 'secondary')),
]

const fleet: Architecture = (m) => [
  ...network(m),
  firewall(m, 'web', [['8080', everywhere]]),
  firewall(m, 'db', [['5432', 'web']]),
  ...Array.from({ length: 4 }, (_, i) => instance(m, 'web', 'c6i.xlarge', ['web'], i)),
  ...Array.from({ length: 3 }, (_, i) => instance(m, 'jobs', 'r6i.large', ['web'], i)),
  ...database(m, 'main', { max_connections: '500' }),
]

const cluster: Architecture = (m) => [
  ...network(m),
  firewall(m, 'app', [['8080', everywhere]]),
  firewall(m, 'db', [
    ['5432', 'app'],
    ['5432', 'db'],
  ]),
  ...database(m, 'writer', { max_connections: '1000', synchronous_commit: 'on', random_page_cost: '1.1' }, 'aurora'),
  ...database(m, 'reader-1', {}, 'aurora'),
  ...database(m, 'reader-2', {}, 'aurora'),
  ...database(m, 'aurora', { max_connections: '1000', synchronous_commit: 'on', random_page_cost: '1.1' }),
]

const kubernetes: Architecture = (m) => [
  ...['web', 'cart', 'orders', 'search', 'mail'].flatMap((part) => [workload(m, part), settings(m, part)]),
  scheduled(m, 'digest'),
  endpoint(m, 'www'),
]

const containers: Architecture = (m) => [
  ...network(m),
  firewall(m, 'db', [
    ['5432', m.range(3)],
    ['5432', m.range(4)],
    ['5432', m.range(5)],
  ]),
  ...['web', 'orders'].map((part) => workload(m, part)),
  ...database(m, 'orders', { max_connections: '300' }),
  certificate(m, 'www'),
  certificate(m, 'api'),
]

const serverless: Architecture = (m) => [
  ...['checkout', 'refunds', 'webhooks', 'thumbnails'].map((part) => settings(m, part)),
  certificate(m, 'api'),
  certificate(m, 'cdn'),
  ...database(m, 'ledger', { 'rds.force_ssl': '1', statement_timeout: '30000' }),
]

const access = ['encryption-key', 'access-policy', 'access-role']
const balancing = ['target-group', 'load-balancer']

const clusterKinds = [
  'autoscaler',
  'network-service',
  'ingress',
  'gateway',
  'network-policy',
  'service-account',
  'cluster-role',
  'cluster-binding',
  'cluster-object',
  'disruption-budget',
  'resource-quota',
  'storage-class',
  'volume-claim',
]

/** The architectures of the corpus, by name. */
export const architectures: Readonly<Record<string, Architecture>> = {
  'web shop in one network': (m) =>
    more(m, [...balancing, 'nat-gateway', 'network-acl', 'network-endpoint', 'network-peering', 'route-table'], web(m)),
  'several accounts': (m) => more(m, [...access, 'bucket'], multiAccount(m)),
  'several regions': (m) => more(m, ['encryption-key', 'stored-secret', 'stored-parameter'], multiRegion(m)),
  'fleets of equal instances': (m) => more(m, ['launch-template', 'target-group', 'instance-group'], fleet(m)),
  'database cluster': (m) =>
    more(
      m,
      ['database-cluster-parameters', 'database-cluster', 'database-options', 'cache-parameters', 'cache'],
      cluster(m),
    ),
  Kubernetes: (m) => more(m, clusterKinds, kubernetes(m)),
  'containers beside a network': (m) => more(m, ['access-role', 'container-cluster', ...balancing], containers(m)),
  serverless: (m) =>
    more(m, ['encryption-key', 'access-role', 'serverless-function', 'terraform-resource'], serverless(m)),
}
