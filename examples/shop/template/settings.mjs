import { databaseHost } from './databases.mjs'
import { digits } from './identity.mjs'

/** A password as a generator makes them, and nobody's: it opens nothing. */
export const password = (environment, label) => `not-real-${digits(environment, `password/${label}`, 24)}`

/**
 * The settings files of the services: dotenv files as lists of entries, YAML and JSON files as what they hold.
 * Keyed by file name.
 */
export function settings(environment) {
  const { domain, name } = environment
  const host = (database) => databaseHost(environment, database)
  return {
    'orders.env': [
      ['APP_ENV', name],
      ['PUBLIC_URL', `https://${domain}/`],
      ['LOG_LEVEL', environment.logLevel],
      ['DATABASE_HOST', host('orders')],
      ['DATABASE_PORT', '5432'],
      ['DATABASE_NAME', 'orders'],
      ['DATABASE_POOL_SIZE', '20'],
      ['DATABASE_PASSWORD', password(environment, 'orders')],
      ['QUEUE_URL', `amqp://queue.internal.${domain}:5672/orders`],
      ['CACHE_URL', `redis://cache.internal.${domain}:6379/0`],
      ['CART_TTL', '45m'],
      ['EXPORT_BUCKET', `shop-${name}-orders-export`],
      ['FRAUD_CHECK_ENABLED', 'true'],
    ],
    'catalog.env': [
      ['APP_ENV', name],
      ['LOG_LEVEL', environment.logLevel],
      ['DATABASE_URL', `mysql://catalog_app:${password(environment, 'catalog')}@${host('catalog')}:3306/catalog`],
      ['IMAGE_BASE_URL', `https://images.${domain}/`],
      ['SEARCH_HOST', `search.internal.${domain}:9200`],
      ['PAGE_SIZE', '48'],
      ['PREVIEW_ENABLED', 'false'],
    ],
    'reports.env': [
      ['APP_ENV', name],
      ['REPORTING_DATABASE_HOST', host('orders')],
      ['REPORTING_DATABASE_NAME', 'orders'],
      ['ANALYTICS_DATABASE_HOST', host('analytics')],
      ['REPORT_RECIPIENTS', `reports@${domain}`],
      ['REPORT_TIMEOUT', '10m'],
    ],
    'payments.yaml': {
      environment: name,
      provider: { endpoint: `https://payments.${domain}/v2/`, timeout: '5s', retries: 3, currencies: ['EUR', 'GBP', 'SEK'] },
      ledger: { host: host('orders'), schema: 'ledger', pool: { size: 10, idle: '60s' } },
      webhooks: [
        { name: 'captured', path: '/hooks/captured', enabled: true },
        { name: 'refunded', path: '/hooks/refunded', enabled: true },
      ],
    },
    'notifications.yaml': {
      environment: name,
      mail: { relay: `mail.internal.${domain}:587`, from: `shop@${domain}`, rate: '40/s' },
      links: { account: `https://${domain}/account/`, help: `https://help.${domain}/` },
      digest: { hour: 7, maximum: 25 },
    },
    'limits.json': {
      environment: name,
      requests: { perMinute: 600, burst: 120 },
      uploads: { maximum: '10MB', types: ['image/jpeg', 'image/png'] },
      cart: { items: 100 },
    },
  }
}
