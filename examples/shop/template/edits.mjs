import { databaseHost } from './databases.mjs'
import { environments } from './environments.mjs'
import { securityGroupRule } from './network.mjs'

/**
 * Everything that truly differs between production and staging: each entry is one thing that someone would act on, the
 * last three are the two documented exceptions and the boundary violation. What is not here is noise.
 */
export const edits = [
  {
    what: 'The worker runs on ARM in staging, on x86 in production.',
    in: 'staging',
    edit: (shop) => (attributes(shop, 'module.jobs.aws_instance.worker').instance_type = 'm6g.large'),
  },
  {
    what: 'The orders database is an older PostgreSQL in staging.',
    in: 'staging',
    edit: (shop) => {
      const orders = attributes(shop, 'module.orders.aws_db_instance.this')
      orders.engine_version = '15.4'
      orders.engine_version_actual = '15.4'
    },
  },
  {
    what: 'Production flushes the MySQL log once a second only: a failover can lose a second of orders.',
    in: 'production',
    edit: (shop) => (parameter(shop, 'catalog', 'innodb_flush_log_at_trx_commit').value = '2'),
  },
  {
    what: 'The orders database takes a fifth of the connections in staging.',
    in: 'staging',
    edit: (shop) => (parameter(shop, 'orders', 'max_connections').value = '100'),
  },
  {
    what: 'Staging’s search cluster is open to the whole internet.',
    in: 'staging',
    edit: (shop) =>
      shop.terraform.push(
        securityGroupRule(shop.environment, 'search', { ports: [9200, 9200], label: 'debug', cidrs: ['0.0.0.0/0'], note: 'For a short test' }),
      ),
  },
  {
    what: 'Staging’s worker may not reach the cache.',
    in: 'staging',
    edit: (shop) => remove(shop.terraform, (i) => i.address === 'module.network.aws_vpc_security_group_ingress_rule.cache["worker-6379"]'),
  },
  {
    what: 'Staging has no setting for the fraud check.',
    in: 'staging',
    edit: (shop) => remove(shop.settings['orders.env'], ([key]) => key === 'FRAUD_CHECK_ENABLED'),
  },
  {
    what: 'The base URL of images ends in a slash in production, and not in staging.',
    in: 'staging',
    edit: (shop) => set(shop, 'catalog.env', 'IMAGE_BASE_URL', `https://images.${shop.environment.domain}`),
  },
  {
    what: 'Production’s API certificate has expired: its validation record is gone, so it was not renewed.',
    in: 'production',
    edit: (shop) =>
      Object.assign(attributes(shop, 'module.edge.aws_acm_certificate.api'), {
        not_before: '2024-03-01T00:00:00Z',
        not_after: '2025-03-31T23:59:59Z',
        renewal_eligibility: 'INELIGIBLE',
        status: 'EXPIRED',
      }),
  },
  {
    what: 'Staging runs an older checkout.',
    in: 'staging',
    edit: (shop) => (container(shop, 'checkout.yaml', 'checkout').image = 'registry.shop.example/shop/checkout:2.12.3'),
  },
  {
    what: 'Staging’s payments has no readiness probe.',
    in: 'staging',
    edit: (shop) => delete container(shop, 'payments.yaml', 'payments').readinessProbe,
  },
  {
    what: 'Staging has no job that reconciles payments.',
    in: 'staging',
    edit: (shop) => remove(shop.manifests['payments.yaml'], (d) => d.metadata.name === 'reconcile-payments'),
  },
  {
    what: 'Documented: staging’s orders database has no standby.',
    in: 'staging',
    edit: (shop) => (attributes(shop, 'module.orders.aws_db_instance.this').multi_az = false),
  },
  {
    what: 'Documented: staging runs two web servers instead of four.',
    in: 'staging',
    edit: (shop) => (workload(shop, 'web.yaml', 'web').spec.replicas = 2),
  },
  {
    what: 'Boundary: staging’s reports read production’s orders database.',
    in: 'staging',
    edit: (shop) => set(shop, 'reports.env', 'REPORTING_DATABASE_HOST', databaseHost(environments.production, 'orders')),
  },
]

function attributes(shop, address) {
  return one(shop.terraform, (instance) => instance.address === address).attributes
}

function parameter(shop, database, name) {
  return one(attributes(shop, `module.${database}.aws_db_parameter_group.this`).parameter, (p) => p.name === name)
}

function workload(shop, file, name) {
  return one(shop.manifests[file], (d) => d.kind === 'Deployment' && d.metadata.name === name)
}

function container(shop, file, name) {
  return workload(shop, file, name).spec.template.spec.containers[0]
}

function set(shop, file, key, value) {
  one(shop.settings[file], (entry) => entry[0] === key)[1] = value
}

function remove(list, is) {
  list.splice(list.indexOf(one(list, is)), 1)
}

/** An edit that finds nothing, or several, would quietly change what the example shows. */
function one(list, is) {
  const found = list.filter(is)
  if (found.length !== 1) throw new Error(`expected one match of ${is}, found ${found.length}`)
  return found[0]
}
