import { attachedVolumes } from '../attached-volumes.ts'
import { count, flag, quantity, reference, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'
import { machineImage, unknownOfImage } from '../machine-image.ts'

export const computeInstance = defineKind({
  id: 'compute-instance',
  version: 2,
  dimension: 'compute',
  title: 'Compute instance',
  doc: 'A virtual machine. Instances of one canonical name are one fleet.',
  pairing: 'fleet',
  taggable: true,
  fields: {
    type: word('Instance type, `m6i.large`.'),
    vcpu: quantity('vCPU', 'Virtual processors of the type.'),
    memory: quantity('MiB', 'Memory of the type.'),
    architecture: word('Processor architecture: `x86_64`, `arm64`.'),
    purchasing: word('`on-demand` or `spot`.', { default: 'on-demand' }),
    credits: word('Of a burstable type: `standard`, throttled when its credits are used up, or `unlimited`.'),
    group: reference(['instance-group'], 'The group that starts and ends it; how many there are is then a moment.'),
    tenancy: word('`default`, `dedicated` or `host`.', { default: 'default' }),
    ...machineImage,
    state: word('`running`, `stopped`: a moment, not a setting.', { volatile: true }),
    zone: text('Availability zone: a placement, not a setting.', { volatile: true }),
    monitoring: flag('Detailed monitoring.', { default: false }),
    ebsOptimized: flag('Optimised for block storage.'),
    metadataTokens: word('Instance metadata service: `required` (v2 only) or `optional`.'),
    metadataHops: count('How many hops an answer of the metadata service may take: 1 keeps it from containers.'),
    sourceDestCheck: flag('Whether it takes and sends only what is its own: not so on what routes for others.', {
      default: true,
    }),
    publicAddress: flag('Whether it has a public address.', { default: false }),
    keyPair: text('Name of the SSH key pair.'),
    profile: text('Name of the instance profile.'),
    network: reference(['network'], 'The network it is in.'),
    subnet: reference(['subnet'], 'The subnet it is in: a placement within its tier.', { volatile: true }),
    firewalls: setOf(reference(['firewall'], 'A firewall.'), 'The firewalls (security groups) on its interfaces.'),
    volumes: attachedVolumes,
  },
  unknownIn: ({ attributes }) => unknownOfImage(attributes),
})
