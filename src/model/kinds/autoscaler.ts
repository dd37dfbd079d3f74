import { count, flag, keyed, quantity, reference, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const autoscaler = defineKind({
  id: 'autoscaler',
  version: 2,
  dimension: 'deployment',
  title: 'Autoscaler',
  doc: 'Bounds and policy by which something is scaled: a Kubernetes horizontal pod autoscaler, a target of AWS Application Auto Scaling.',
  pairing: 'named',
  taggable: true,
  fields: {
    target: reference(['workload', 'database-cluster', 'cache', 'serverless-function'], 'What it scales.'),
    dimension: word('What of it is scaled, where it is not its replicas: `ReadReplicaCount`, `NodeGroups`.'),
    minReplicas: count('Least replicas.', { default: 1 }),
    maxReplicas: count('Most replicas.'),
    metrics: keyed(
      ['name'],
      {
        name: word(
          'What is measured: `cpu`, `memory`, `web/cpu` of one container, the name of another metric; of a policy by steps its own name.',
        ),
        type: word(
          '`Resource`, `ContainerResource`, `Pods`, `Object`, `External`; `TargetTrackingScaling`, `StepScaling`, `PredictiveScaling`.',
        ),
        target: text('What it is held at: `utilization 80`, `average 500m`, `value 30`; by steps `+1 from 0`.'),
        scaleIn: flag('Whether it also takes replicas away.', { default: true }),
        cooldownOut: quantity('s', 'How long it waits after it has added some.'),
        cooldownIn: quantity('s', 'How long it waits after it has taken some away.'),
      },
      'What it scales by.',
    ),
    schedules: keyed(
      ['name'],
      {
        name: text('Name of the schedule.'),
        recurrence: text('`cron(0 20 * * ? *)`, `rate(1 day)`.'),
        zone: word('Its time zone.', { default: 'UTC' }),
        least: count('Least replicas from then on.'),
        most: count('Most replicas from then on.'),
      },
      'By which it is moved at set times, again and again.',
    ),
    suspended: setOf(word('`scaling in`, `scaling out`, `schedules`.'), 'What of it is switched off by hand.'),
  },
})
