import { count, flag, keyed, quantity, secret, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const workload = defineKind({
  id: 'workload',
  version: 2,
  dimension: 'deployment',
  title: 'Workload',
  doc: 'Containers that run together: a Kubernetes deployment, stateful set, daemon set, cron job or job.',
  pairing: 'named',
  taggable: true,
  fields: {
    type: word('`Deployment`, `StatefulSet`, `DaemonSet`, `CronJob`, `Job`.'),
    replicas: count('Wanted replicas.', { default: 1 }),
    autoscaled: flag('Whether an autoscaler refers to it: its replicas are then a momentary count.', {
      volatile: true,
    }),
    strategy: word('How a new version replaces the old: `RollingUpdate`, `Recreate`.'),
    schedule: word('Cron expression of a cron job.'),
    containers: keyed(
      ['name'],
      {
        name: word('Container name.'),
        image: text('Image without tag and digest.'),
        tag: word('Image tag.'),
        digest: word('Image digest.'),
        command: text('What it runs other than its image says, without options: `bundle exec sidekiq`.'),
        cpuRequest: quantity('millicores', 'Requested CPU.'),
        cpuLimit: quantity('millicores', 'CPU limit.'),
        memoryRequest: quantity('MiB', 'Requested memory.'),
        memoryLimit: quantity('MiB', 'Memory limit.'),
        readinessProbe: flag('Whether readiness is probed.', { default: false }),
        livenessProbe: flag('Whether liveness is probed.', { default: false }),
      },
      'The containers by name.',
    ),
    settings: keyed(
      ['key'],
      {
        key: text('`container/NAME`; an option of the command line is `container/--name`.'),
        value: text('The value; absent where it is secret or comes from elsewhere.'),
        secret: secret('The fingerprint of a secret value.'),
        from: text('Where the value comes from: `secret/name/key`, `config-map/name/key`, `field/path`.'),
        shape: word('The form of the value.'),
      },
      'The environment variables, and the options of command lines, by container and name.',
    ),
  },
  derive: (_, referrers) => (referrers.some(({ kind }) => kind === 'autoscaler') ? { autoscaled: true } : {}),
})
