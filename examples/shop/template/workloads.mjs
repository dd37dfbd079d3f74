/** The registry that both environments pull from, on purpose: it is listed under `shared:`. */
const registry = 'registry.shop.example/shop'

export function metadata(environment, name) {
  return {
    name,
    namespace: 'shop',
    labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'shop', 'shop.example/environment': environment.name },
  }
}

/** A deployment of one container, probed, with requests and limits. */
export function deployment(environment, name, tag, { replicas = 1, env = [], envFrom = [] } = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(environment, name),
    spec: {
      replicas,
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: { metadata: { labels: { 'app.kubernetes.io/name': name } }, spec: { containers: [server(name, tag, env, envFrom)] } },
    },
  }
}

/** A stateful set of a public image. */
export function statefulSet(environment, name, tag, replicas) {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata(environment, name),
    spec: {
      serviceName: name,
      replicas,
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': name } },
        spec: { containers: [{ name: 'redis', image: `docker.io/library/redis:${tag}`, resources: resources('250m', '1Gi'), readinessProbe: { tcpSocket: { port: 6379 } } }] },
      },
    },
  }
}

/** A daemon set: one on each node. */
export function daemonSet(environment, name, tag) {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: metadata(environment, name),
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': name } },
        spec: { containers: [{ name: 'shipper', image: `${registry}/${name}:${tag}`, resources: resources('100m', '128Mi') }] },
      },
    },
  }
}

/** A cron job. */
export function cronJob(environment, name, tag, schedule) {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadata(environment, name),
    spec: {
      schedule,
      concurrencyPolicy: 'Forbid',
      jobTemplate: {
        spec: {
          template: {
            spec: {
              restartPolicy: 'OnFailure',
              containers: [{ name: 'job', image: `${registry}/${name}:${tag}`, resources: resources('100m', '256Mi'), env: [{ name: 'APP_ENV', value: environment.name }] }],
            },
          },
        },
      },
    },
  }
}

function server(name, tag, env, envFrom) {
  return {
    name: 'app',
    image: `${registry}/${name}:${tag}`,
    ports: [{ name: 'http', containerPort: 8080 }],
    resources: resources('250m', '512Mi'),
    readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 5 },
    livenessProbe: { httpGet: { path: '/live', port: 'http' }, periodSeconds: 10 },
    ...(envFrom.length === 0 ? {} : { envFrom }),
    ...(env.length === 0 ? {} : { env }),
  }
}

const resources = (cpu, memory) => ({ requests: { cpu, memory }, limits: { memory } })
