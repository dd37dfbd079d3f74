import { entry } from './define.ts'

interface Where {
  readonly [key: string]: string | number | undefined
  /** What was being read: `ec2:DescribeInstances in 111111111111/eu-west-1`, a file. */
  readonly what: string
  /** The provider's own words, without secrets. */
  readonly detail?: string | undefined
}

const words = (p: Where): string => (p.detail === undefined ? '' : ` (${p.detail})`)

/** Why a scope, or a kind in it, could not be read. The runner turns each into coverage of exactly that scope and kind. */
export const collectErrors = {
  'collect-denied': entry<Where & { readonly permission?: string | undefined }>({
    exit: 3,
    sentence: (p) => `Access was denied to ${p.what}${words(p)}.`,
    remedy: (p) =>
      p.permission === undefined
        ? 'Allow the identity to read it, or exclude it in the configuration.'
        : `Allow ${p.permission} to the identity, or leave the service out under \`services:\`.`,
    doc: 'A provider or the file system refused to show something.',
  }),
  'collect-credentials': entry<Where>({
    exit: 3,
    sentence: (p) => `No usable credentials for ${p.what}${words(p)}.`,
    remedy: () => 'Give the process credentials (environment, profile, instance role), or correct `assumeRole`.',
    doc: 'Credentials were missing, expired, or the role could not be assumed.',
  }),
  'collect-throttled': entry<Where>({
    exit: 3,
    sentence: (p) => `${p.what} was throttled until the attempts were used up${words(p)}.`,
    remedy: () => 'Run again later, or ask the provider for a higher rate.',
    doc: 'A provider kept answering that there were too many calls.',
  }),
  'collect-not-recorded': entry<Where>({
    exit: 3,
    sentence: (p) => `AWS Config does not tell ${p.what}${words(p)}.`,
    remedy: () => 'Record the resource type in AWS Config, or ask the service itself: `source: describe`.',
    doc: 'AWS Config was asked for resources that it does not record; its empty answer would say that there are none.',
  }),
  'collect-timed-out': entry<Where & { readonly seconds?: number | undefined; readonly enough?: number | undefined }>({
    exit: 3,
    sentence: (p) => `${p.what} did not answer${p.seconds === undefined ? ' in time' : ` within ${p.seconds} s`}.`,
    remedy: (p) =>
      p.enough === undefined
        ? 'Check that the endpoint is reachable, or raise `deadlineSeconds` of the source.'
        : `Set \`deadlineSeconds\` of the source to ${p.enough} or more: so long it takes to ask about what was found, as fast as the provider allows.`,
    doc: 'A scope ran into its own deadline; others are not touched by it. A deadline that the configuration does not set is put off, to fifteen minutes at most, where much is found of which each has to be asked about by itself.',
  }),
  'collect-unreachable': entry<Where>({
    exit: 3,
    sentence: (p) => `${p.what} could not be reached${words(p)}.`,
    remedy: () => 'Check the name, the network path and, for a region, that it is enabled for the account.',
    doc: 'A connection failed, a name did not resolve, or a file does not exist.',
  }),
  'collect-malformed': entry<Where>({
    exit: 3,
    sentence: (p) => `${p.what} gave an answer that cannot be understood${words(p)}.`,
    remedy: () => 'Check that the endpoint is what the configuration says it is.',
    doc: 'An answer did not have the documented form.',
  }),
  'collect-file-malformed': entry<Where>({
    exit: 3,
    sentence: (p) => `${p.what} cannot be understood${words(p)}.`,
    remedy: () => 'Correct the file, or name another in the configuration.',
    doc: 'A file is not what its collector reads, or something in it is wrong. What else it holds is read.',
  }),
  'collect-file-incomplete': entry<Where>({
    exit: 3,
    sentence: (p) => `${p.what} speaks of things that no file of its source holds${words(p)}.`,
    remedy: () => 'Name the files that hold them in the same source.',
    doc: 'What a file says cannot be placed, because what it belongs to was not read.',
  }),
  'collect-no-place': entry<Where>({
    exit: 3,
    sentence: (p) => `${p.what} cannot be read${words(p)}.`,
    remedy: () => 'Give the environment the `accounts:` and `regions:` that the source means, or correct the source.',
    doc: 'What a source says does not come to a place where it could look: an account or region that nothing defines, or none. Or a process was to read it whose configuration is another than that of the one that planned it.',
  }),
  'collect-no-cluster': entry<Where>({
    exit: 3,
    sentence: (p) => `${p.what} cannot be read${words(p)}.`,
    remedy: () =>
      'Correct `context`, `kubeconfig` or `namespaces` of the source: `kubectl config get-contexts` and `kubectl get namespaces` list what there is.',
    doc: 'A `kubernetes` source names a context that its kubeconfig does not have, or a namespace that its cluster does not have.',
  }),
  'collect-nothing-matched': entry<Where>({
    exit: 3,
    sentence: (p) => `Nothing matches ${p.what}.`,
    remedy: () => 'Correct the path or pattern; it is relative to the configuration file.',
    doc: 'A file or pattern that the configuration names does not exist.',
  }),
  'collect-unknown-source': entry<Where & { readonly where: string; readonly known: string }>({
    exit: 2,
    sentence: (p) => `No collector reads ${p.what} (${p.where}).`,
    remedy: (p) => `Use one of: ${p.known}.`,
    doc: 'A source entry names a family, or a service of it, that no collector is for.',
  }),
  'collect-cancelled': entry<Where>({
    exit: 3,
    sentence: (p) => `Reading ${p.what} was cancelled.`,
    remedy: () => 'Run it again.',
    doc: 'The run was interrupted.',
  }),
  'collect-failed': entry<Where>({
    exit: 3,
    sentence: (p) => `${p.what} could not be read${words(p)}.`,
    remedy: () => 'If it happens again, report it with this sentence.',
    doc: 'An unexpected failure of a collector.',
  }),
} as const
