import { cronJob, daemonSet, deployment, statefulSet } from './workloads.mjs'
import { configMap, generatedName, secret } from './config-maps.mjs'
import { databaseHost } from './databases.mjs'
import { password } from './settings.mjs'

/** What runs in the cluster: documents by file name. The namespace is `shop` in every cluster. */
export function manifests(environment) {
  const { domain, name } = environment
  const flags = generatedName(environment, 'feature-flags')
  const flagsFrom = { configMapRef: { name: flags } }
  return {
    'web.yaml': [
      configMap(environment, 'web-config', {
        PUBLIC_URL: `https://${domain}/`,
        ASSET_URL: `https://assets.${domain}/`,
        API_URL: `https://api.${domain}/v1/`,
        SESSION_COOKIE_DOMAIN: domain,
        LOG_LEVEL: environment.logLevel,
      }),
      secret(environment, 'session', { 'signing-key': password(environment, 'session') }),
      deployment(environment, 'web', '7.21.0', {
        replicas: 4,
        envFrom: [{ configMapRef: { name: 'web-config' } }, flagsFrom],
        env: [fromSecret('SESSION_SIGNING_KEY', 'session', 'signing-key'), plain('APP_ENV', name)],
      }),
      deployment(environment, 'admin', '7.21.0', { env: [plain('APP_ENV', name), plain('ADMIN_URL', `https://admin.${domain}/`)] }),
    ],
    'checkout.yaml': [
      deployment(environment, 'checkout', '2.14.0', {
        replicas: 3,
        envFrom: [flagsFrom],
        env: [plain('APP_ENV', name), plain('ORDERS_URL', 'http://orders.shop.svc.cluster.local:8080'), plain('CART_TTL', '45m')],
      }),
      cronJob(environment, 'expire-carts', '2.14.0', '*/10 * * * *'),
    ],
    'orders.yaml': [
      configMap(environment, 'orders-config', {
        DATABASE_HOST: databaseHost(environment, 'orders'),
        DATABASE_NAME: 'orders',
        QUEUE_URL: `amqp://queue.internal.${domain}:5672/orders`,
        'limits.yaml': `# Limits of ${name}\nperCustomer:\n  openOrders: 20\n  items: 100\n`,
      }),
      secret(environment, 'orders-database', { password: password(environment, 'orders-app') }),
      deployment(environment, 'orders', '5.8.2', {
        replicas: 3,
        envFrom: [{ configMapRef: { name: 'orders-config' } }],
        env: [
          plain('DATABASE_USER', 'orders_app'),
          fromSecret('DATABASE_PASSWORD', 'orders-database', 'password'),
          plain('APP_ENV', name),
        ],
      }),
    ],
    'catalog.yaml': [
      configMap(environment, 'catalog-config', { SEARCH_HOST: `search.internal.${domain}:9200`, PAGE_SIZE: '48', IMAGE_CACHE: '512Mi' }),
      deployment(environment, 'catalog', '3.3.1', { replicas: 2, envFrom: [{ configMapRef: { name: 'catalog-config' } }, flagsFrom] }),
      deployment(environment, 'search-api', '1.19.4', { replicas: 2, env: [plain('SEARCH_HOST', `search.internal.${domain}:9200`)] }),
    ],
    'payments.yaml': [
      configMap(environment, 'payments-config', { PROVIDER_URL: `https://payments.${domain}/v2/`, PROVIDER_TIMEOUT: '5s' }),
      secret(environment, 'payments-provider', { 'api-key': password(environment, 'payments') }),
      deployment(environment, 'payments', '4.0.7', {
        replicas: 2,
        envFrom: [{ configMapRef: { name: 'payments-config' } }],
        env: [fromSecret('PROVIDER_API_KEY', 'payments-provider', 'api-key')],
      }),
      cronJob(environment, 'reconcile-payments', '4.0.7', '15 * * * *'),
    ],
    'notifications.yaml': [
      configMap(environment, 'notification-templates', {
        'order-placed.txt': 'Thank you for your order {{ order.number }}.\n',
        'order-sent.txt': 'Your order {{ order.number }} is on its way.\n',
      }),
      deployment(environment, 'notifications', '2.2.0', { env: [plain('MAIL_RELAY', `mail.internal.${domain}:587`)] }),
      cronJob(environment, 'send-digests', '2.2.0', '0 7 * * *'),
    ],
    'platform.yaml': [
      configMap(environment, flags, { NEW_CHECKOUT: 'true', GIFT_CARDS: 'false', RECOMMENDATIONS: 'true' }),
      statefulSet(environment, 'cache', '7.2.5', 3),
      daemonSet(environment, 'log-shipper', '3.1.9'),
    ],
  }
}

const plain = (name, value) => ({ name, value })
const fromSecret = (name, secretName, key) => ({ name, valueFrom: { secretKeyRef: { name: secretName, key } } })
