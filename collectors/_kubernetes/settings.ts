import type { EnvironmentFacts } from '../../src/collect/contract.ts'
import { Type } from '../../src/model/schema.ts'

const path = Type.String({ minLength: 1 })
const pattern = Type.String({ minLength: 1 })

/** What a `kubernetes` source entry takes: rendered manifests, or a cluster. */
export const kubernetesSettings = Type.Object(
  {
    manifests: Type.Optional(
      Type.Union([path, Type.Array(path, { minItems: 1 })], {
        description:
          'Rendered manifests: files, patterns, or directories (every `.yaml`, `.yml` and `.json` in them), relative to the configuration file; `-` is what is piped in.',
      }),
    ),
    context: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'A live cluster: the context of the kubeconfig. Absent, with `kubeconfig`: its current one.',
      }),
    ),
    kubeconfig: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'A live cluster: the kubeconfig, relative to the configuration file. Absent: that of `KUBECONFIG`, or `~/.kube/config`.',
      }),
    ),
    inCluster: Type.Optional(
      Type.Boolean({ description: 'A live cluster: the one that this runs in, by the service account of its pod.' }),
    ),
    cluster: Type.Optional(
      Type.String({
        minLength: 1,
        pattern: '^[^{}/]+$',
        description:
          'The role of the cluster that this is, or is for: a key of `clusters` of the environment. Absent: the role of the context, or `main`.',
      }),
    ),
    namespaces: Type.Optional(
      Type.Array(pattern, {
        minItems: 1,
        description:
          'Of a live cluster only these namespaces, each listed by itself, and nothing that is in no namespace. Absent: all but those of the cluster itself.',
      }),
    ),
    pageSize: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 5000,
        description: 'Of a live cluster: how many objects are asked for at once; 500.',
      }),
    ),
    deadlineSeconds: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, description: 'How long reading one file or cluster may take, in seconds.' }),
    ),
  },
  { additionalProperties: false },
)

/** What is read of a source entry. */
export interface KubernetesSettings {
  readonly manifests?: string | readonly string[] | undefined
  readonly context?: string | undefined
  readonly kubeconfig?: string | undefined
  readonly inCluster?: boolean | undefined
  readonly cluster?: string | undefined
  readonly namespaces?: readonly string[] | undefined
  readonly pageSize?: number | undefined
  readonly deadlineSeconds?: number | undefined
}

/** Whether an entry names a live cluster. */
export function namesCluster(settings: KubernetesSettings): boolean {
  return settings.context !== undefined || settings.kubeconfig !== undefined || settings.inCluster === true
}

/**
 * The role of the cluster that an entry is about, as scopes say it: `{cluster:main}`. What the entry says, else the role of a cluster of
 * the environment that is called like the context, else that of its only one.
 */
export function clusterRole({ cluster, context }: KubernetesSettings, { clusters = {} }: EnvironmentFacts): string {
  const known = Object.entries(clusters)
  const named = known.find(([, name]) => name === context || context?.endsWith(`/${name}`) === true)?.[0]
  const only = known.length === 1 ? known[0]?.[0] : undefined
  return `{cluster:${cluster ?? named ?? only ?? 'main'}}`
}
