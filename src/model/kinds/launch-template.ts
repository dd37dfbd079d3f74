import { attachedVolumes } from '../attached-volumes.ts'
import { count, flag, reference, secret, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'
import { machineImage, unknownOfImage } from '../machine-image.ts'
import { child } from '../pointer.ts'

/** What belongs to one version. */
const content = {
  type: word('Instance type, `m6i.large`.'),
  architecture: word('Processor architecture of the type.'),
  purchasing: word('`on-demand` or `spot`.', { default: 'on-demand' }),
  tenancy: word('`default`, `dedicated` or `host`.', { default: 'default' }),
  credits: word('Of a burstable type: `standard` or `unlimited`.'),
  ...machineImage,
  monitoring: flag('Detailed monitoring.', { default: false }),
  ebsOptimized: flag('Optimised for block storage.', { default: false }),
  metadataTokens: word('Instance metadata service: `required` (v2 only) or `optional`.'),
  metadataHops: count('How many hops an answer of the metadata service may take: 1 keeps it from containers.'),
  publicAddress: flag('Whether instances get a public address; absent: as the subnet says.'),
  keyPair: text('Name of the SSH key pair.'),
  profile: text('Name of the instance profile.'),
  firewalls: setOf(reference(['firewall'], 'A firewall.'), 'The firewalls (security groups) on its instances.'),
  volumes: attachedVolumes,
  startup: word('What its user data is: `shell script`, `cloud-config`, `multipart`, `powershell`, `other`.'),
  userData: { ...secret('The fingerprint of its user data, which often holds secrets.'), volatile: true },
} as const

export const launchTemplate = defineKind({
  id: 'launch-template',
  version: 2,
  dimension: 'compute',
  title: 'Launch template',
  doc: 'What instances are started from, as its version in force says: the one that groups follow, otherwise the latest.',
  pairing: 'named',
  taggable: true,
  fields: {
    ...content,
    version: count('Number of the version in force: the one that groups start from, otherwise the latest.', {
      volatile: true,
    }),
    described: count('Number of the version that this describes.', { volatile: true }),
    versionsInUse: count('How many of its versions groups start from.', { default: 1 }),
    latestVersion: count('Number of the latest version: a history.', { volatile: true }),
    defaultVersion: count('Number of the default version: a history.', { volatile: true }),
  },
  unknownIn: ({ attributes }) => {
    const { version, described } = attributes
    const other = version !== undefined && described !== undefined && version !== described
    return other ? Object.keys(content).map((name) => child('', name)) : unknownOfImage(attributes)
  },
})
