import { describe, expect, it } from 'vitest'
import { kubernetesKinds } from '../../../collectors/_kubernetes/normalise.ts'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import { producesOf } from '../../../src/collect/contract.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import { issue } from '../../support/certificates.ts'
import { byId, collectFiles, factsAt, workspace, type Outcome } from '../_files/workspace.ts'
import {
  block,
  certificate,
  database,
  everything,
  group,
  machine,
  parameterGroup,
  stateText,
  subnet,
  vpc,
  type Given,
} from './states.ts'

/** A state without objects of a cluster answers for none of these. */
const clusterKinds = kubernetesKinds.map(({ id }) => id)

const canary = 'canary-7Yq3hV9sXw2LkP'
const readText = (text: string): Promise<Outcome> =>
  collectFiles(terraformState, { 'production.tfstate': text }, { state: 'production.tfstate' })
const read = (...instances: readonly Given[]): Promise<Outcome> => readText(stateText(...instances))
const attributesOf = (outcome: Outcome, id: string): Readonly<Record<string, unknown>> => byId(outcome, id).attributes

describe('the resources of a state', () => {
  it('are of every kind that the collector produces, without an error', async () => {
    const outcome = await read(...everything)
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown).toEqual([])
    expect(new Set(outcome.resources.map(({ kind }) => kind))).toEqual(
      new Set(producesOf(terraformState).map(({ id }) => id)),
    )
    const global = ['terraform-resource', 'access-policy', 'access-role', 'bucket']
    const ofCloud = outcome.resources.filter(
      ({ kind, identifiers = [] }) =>
        !global.includes(kind) && !identifiers.some((word) => word.startsWith('kubernetes_')),
    )
    expect(ofCloud.length).toBeGreaterThan(20)
    for (const resource of ofCloud)
      expect([resource.account, resource.region], resource.id).toEqual(['111111111111', 'eu-west-1'])
  })

  it('network and subnet, with the tags that the provider adds', async () => {
    const outcome = await read(vpc, subnet)
    expect(byId(outcome, 'vpc-1')).toMatchObject({
      kind: 'network',
      name: 'shop',
      address: 'aws_vpc.this',
      tags: { Name: 'shop', Team: 'platform' },
      identifiers: ['vpc-1', 'arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-1', '10.1.0.0/16'],
      attributes: {
        cidrs: ['10.1.0.0/16'],
        prefixLength: 16,
        tenancy: 'default',
        dnsSupport: true,
        dnsHostnames: true,
      },
    })
    expect(byId(outcome, 'subnet-1')).toMatchObject({
      address: 'module.network.aws_subnet.private["a"]',
      attributes: {
        network: 'vpc-1',
        cidr: '10.1.16.0/20',
        prefixLength: 20,
        zone: 'eu-west-1a',
        publicAddresses: false,
      },
    })
    expect(byId(outcome, 'subnet-1').identifiers).toContain('2a05:d018:0:1::/64')
  })

  it('an instance, its volumes and what follows from its type', async () => {
    const attached: Given[] = [
      {
        type: 'aws_volume_attachment',
        attributes: { device_name: '/dev/sdf', instance_id: 'i-1', volume_id: 'vol-1' },
      },
      {
        type: 'aws_ebs_volume',
        attributes: { id: 'vol-1', size: 50, type: 'gp3', iops: 4000, throughput: 250, encrypted: true },
      },
    ]
    const outcome = await read(machine(), ...attached)
    expect(byId(outcome, 'i-1')).toEqual({
      kind: 'compute-instance',
      id: 'i-1',
      name: 'web',
      address: 'aws_instance.web[0]',
      identifiers: ['i-1', 'arn:aws:ec2:eu-west-1:111111111111:instance/i-1', '10.1.16.5'],
      account: '111111111111',
      region: 'eu-west-1',
      tags: { Name: 'web' },
      attributes: {
        type: 'm6g.large',
        vcpu: 2,
        memory: 8192,
        architecture: 'arm64',
        tenancy: 'default',
        image: 'ami-1',
        state: 'running',
        zone: 'eu-west-1a',
        monitoring: false,
        ebsOptimized: true,
        metadataTokens: 'required',
        publicAddress: false,
        keyPair: 'shop',
        profile: 'web',
        subnet: 'subnet-1',
        firewalls: ['sg-1', 'sg-2'],
        volumes: [
          {
            device: '/dev/sdf',
            size: 50,
            type: 'gp3',
            iops: 4000,
            throughput: 250,
            encrypted: true,
            deleteOnTermination: false,
          },
          { device: '/dev/xvda', size: 20, type: 'gp2', encrypted: true, deleteOnTermination: true },
        ],
      },
    })
  })

  it('an instance with a volume of another state: its volumes are unknown, unless the instance has them itself', async () => {
    const elsewhere: Given = {
      type: 'aws_volume_attachment',
      attributes: { device_name: '/dev/sdg', instance_id: 'i-1', volume_id: 'vol-elsewhere' },
    }
    expect((await read(machine(), elsewhere)).unknown).toEqual([
      {
        kind: 'compute-instance',
        fields: ['/volumes'],
        reason: 'ebs_block_device of aws_instance.web[0] leaves out a volume that is in another state.',
      },
    ])
    const own = [{ device_name: '/dev/sdg', volume_size: 9, volume_type: 'gp3', delete_on_termination: true }]
    const outcome = await read(machine({ ebs_block_device: own }), elsewhere)
    expect(outcome.unknown).toEqual([])
    expect(attributesOf(outcome, 'i-1')['volumes']).toContainEqual(
      expect.objectContaining({ device: '/dev/sdg', size: 9 }),
    )
  })

  it.each([
    [{ instance_lifecycle: 'spot' }, 'spot'],
    [{ instance_lifecycle: '' }, 'on-demand'],
    [{ instance_market_options: [{ market_type: 'spot' }] }, 'spot'],
    [{}, undefined],
  ])('an instance is bought as %j says', async (more, purchasing) => {
    expect(attributesOf(await read(machine(more)), 'i-1')['purchasing']).toBe(purchasing)
  })

  it('a database: what runs, not what was asked for; no storage bound where it is off', async () => {
    const outcome = await read(database(), parameterGroup)
    expect(byId(outcome, 'orders')).toMatchObject({
      identifiers: ['orders', 'arn:aws:rds:eu-west-1:111111111111:db:orders', 'orders.abc.eu-west-1.rds.amazonaws.com'],
      attributes: {
        engineVersion: '15.7',
        class: 'db.r6g.large',
        memory: 16384,
        architecture: 'arm64',
        maintenanceWindow: 'sun:03:10-sun:03:40',
        parameters: 'orders-postgres15',
        databaseName: 'orders',
      },
    })
    expect(attributesOf(outcome, 'orders')['maxAllocatedStorage']).toBeUndefined()
    expect(attributesOf(outcome, 'orders-postgres15')).toEqual({
      family: 'postgres15',
      description: 'orders',
      parameters: [
        { name: 'max_connections', value: '500', unit: undefined, source: 'user', apply: undefined },
        { name: 'work_mem', value: '16384', unit: 'kB', source: 'user', apply: undefined },
      ],
    })
  })

  it('a database as older providers wrote it', async () => {
    const { attributes } = database()
    const { db_name, engine_version_actual, ...older } = attributes ?? {}
    expect([db_name, engine_version_actual]).toEqual(['orders', '15.7'])
    const outcome = await read({
      type: 'aws_db_instance',
      attributes: { ...older, name: 'legacy', engine_version: '12.4', replicate_source_db: 'primary' },
    })
    const known = {
      databaseName: 'legacy',
      engineVersion: '12.4',
      replicaOf: 'primary',
      key: attributes?.['kms_key_id'],
    }
    expect(attributesOf(outcome, 'orders')).toMatchObject(known)
  })

  it('a certificate that ACM issued', async () => {
    const [resource] = (await read(certificate())).resources
    expect(resource).toMatchObject({
      name: 'shop.example',
      attributes: {
        subject: 'shop.example',
        names: ['shop.example', 'www.shop.example'],
        issuer: 'Amazon',
        keyAlgorithm: 'EC-prime256v1',
        origin: 'issued',
        renewable: true,
        validation: 'DNS',
        notAfter: '2045-06-30T23:59:59.000Z',
      },
    })
    expect(resource?.attributes).not.toHaveProperty('chain')
  })

  it('a certificate that was imported, by its own text and its chain', async () => {
    const notAfter = new Date('2045-01-01T00:00:00Z')
    const root = await issue({ subject: 'CN=Shop Root', authority: true, notAfter })
    const middle = await issue({
      subject: 'CN=Shop Issuing, O=Shop Trust',
      by: root,
      authority: true,
      key: 'rsa',
      notAfter,
    })
    const leaf = await issue({ subject: 'CN=api.shop.example', by: middle, names: ['api.shop.example'], serial: '0a' })
    const imported = {
      type: 'IMPORTED',
      key_algorithm: null,
      not_after: null,
      not_before: null,
      domain_name: 'api.shop.example',
    }
    const outcome = await read(
      certificate({ ...imported, certificate_body: leaf.pem, certificate_chain: `${middle.pem}\n${root.pem}` }),
      {
        ...certificate({
          ...imported,
          arn: 'arn:aws:acm:eu-west-1:111111111111:certificate/2',
          certificate_body: root.pem,
        }),
        name: 'own',
      },
    )
    expect([outcome.errors, outcome.unknown]).toEqual([[], []])
    expect(outcome.resources[0]?.attributes).toMatchObject({
      origin: 'imported',
      renewable: false,
      issuer: 'Shop Trust',
      keyAlgorithm: 'EC-prime256v1',
      serial: '0a',
      selfSigned: false,
      notAfter: leaf.certificate.notAfter.toISOString(),
      chainNotAfter: '2045-01-01T00:00:00.000Z',
      chain: [
        { subject: 'Shop Trust', issuer: 'Shop Root', keyAlgorithm: 'RSA-2048', notAfter: '2045-01-01T00:00:00.000Z' },
        {
          subject: 'Shop Root',
          issuer: 'Shop Root',
          keyAlgorithm: 'EC-prime256v1',
          notAfter: '2045-01-01T00:00:00.000Z',
        },
      ],
    })
    expect(outcome.resources[0]?.attributes).not.toHaveProperty('validation', 'DNS')
    expect(outcome.resources[1]?.attributes).toMatchObject({ issuer: 'Shop Root', selfSigned: true, chain: [] })
  })

  it('a certificate whose end an older provider did not write is unknown, not endless', async () => {
    const { not_after, ...older } = certificate().attributes ?? {}
    expect(not_after).toBeDefined()
    const outcome = await read({ type: 'aws_acm_certificate', attributes: older })
    expect(outcome.resources).toHaveLength(1)
    expect(outcome.unknown).toEqual([
      {
        kind: 'certificate',
        fields: ['/notAfter'],
        reason: 'not_after of aws_acm_certificate.this was not written by the provider, which is too old.',
      },
    ])
    const pending = await read({ type: 'aws_acm_certificate', attributes: { ...older, status: 'PENDING_VALIDATION' } })
    expect(pending.unknown).toEqual([])
  })
})

describe('what is no part of the environment', () => {
  it('is left out: looked up, deposed, terminated, default networks, untouched default groups, what only helps Terraform', async () => {
    const outcome = await read(
      { ...vpc, mode: 'data' },
      { ...machine(), more: { deposed: '00000001' } },
      machine({ instance_state: 'terminated' }),
      { ...vpc, type: 'aws_default_vpc' },
      { ...subnet, type: 'aws_default_subnet' },
      { ...group('sg-9', { name: 'default', ingress: [block({ self: true })] }), type: 'aws_default_security_group' },
      { type: 'random_id', attributes: { id: 'b' } },
    )
    expect(outcome).toEqual({ resources: [], errors: [], unknown: [], passedOver: clusterKinds })
  })

  it('a default group that someone changed is a firewall', async () => {
    const outcome = await read({
      ...group('sg-9', { name: 'default', ingress: [block({ cidr_blocks: ['0.0.0.0/0'] })] }),
      type: 'aws_default_security_group',
    })
    expect(byId(outcome, 'sg-9').name).toBe('default')
  })

  it('an empty state is read, and holds nothing', async () => {
    expect(await readText('{"version": 4, "resources": null}')).toEqual({
      resources: [],
      errors: [],
      unknown: [],
      passedOver: clusterKinds,
    })
  })
})

describe('the rules of a firewall', () => {
  const rulesOf = (outcome: Outcome, id: string, direction: 'ingress' | 'egress') =>
    (attributesOf(outcome, id)[direction] as readonly Readonly<Record<string, string>>[]).map(
      ({ protocol, ports, cidr, group: other, prefixList }) => [protocol, ports, cidr ?? other ?? prefixList].join(' '),
    )
  const first = (more: Readonly<Record<string, unknown>>): Given => ({
    type: 'aws_security_group_rule',
    attributes: {
      ...block({ protocol: 'tcp', from_port: 443, to_port: 443 }),
      type: 'ingress',
      security_group_id: 'sg-1',
      source_security_group_id: null,
      ...more,
    },
  })
  const second = (direction: 'ingress' | 'egress', more: Readonly<Record<string, unknown>>): Given => ({
    type: `aws_vpc_security_group_${direction}_rule`,
    attributes: { security_group_id: 'sg-1', ip_protocol: 'tcp', from_port: 22, to_port: 22, ...more },
  })

  it('come from the group, from rules beside it of both generations, each once', async () => {
    const outcome = await read(
      group('sg-1', {
        ingress: [
          block({
            protocol: 'tcp',
            from_port: 443,
            to_port: 443,
            cidr_blocks: ['10.0.0.1/8'],
            ipv6_cidr_blocks: ['::/0'],
          }),
          block({ self: true, description: 'among themselves' }),
        ],
      }),
      group('sg-2'),
      first({ cidr_blocks: ['10.0.0.0/8'] }),
      first({ source_security_group_id: 'sg-2' }),
      first({ self: true, from_port: 9000, to_port: 9010 }),
      first({ type: 'egress', protocol: '17', from_port: 53, to_port: 53, cidr_blocks: ['10.0.0.2/32'] }),
      second('ingress', { referenced_security_group_id: 'sg-2' }),
      second('egress', { ip_protocol: '-1', from_port: null, to_port: null, cidr_ipv6: '::/0' }),
    )
    expect(outcome.errors).toEqual([])
    expect(rulesOf(outcome, 'sg-1', 'ingress')).toEqual([
      'all all sg-1',
      'tcp 22 sg-2',
      'tcp 443 sg-2',
      'tcp 443 10.0.0.0/8',
      'tcp 443 ::/0',
      'tcp 9000-9010 sg-1',
    ])
    expect(rulesOf(outcome, 'sg-1', 'egress')).toEqual(['all all 0.0.0.0/0', 'all all ::/0', 'udp 53 10.0.0.2/32'])
    expect(rulesOf(outcome, 'sg-2', 'ingress')).toEqual([])
  })

  it('resolve the prefix lists that the state knows', async () => {
    const lists: Given[] = [
      {
        type: 'aws_ec2_managed_prefix_list',
        attributes: { id: 'pl-own', name: 'offices', entry: [{ cidr: '198.51.100.0/24' }] },
      },
      {
        type: 'aws_prefix_list',
        mode: 'data',
        attributes: { id: 'pl-s3', name: 'com.amazonaws.eu-west-1.s3', cidr_blocks: ['3.5.64.0/21'] },
      },
    ]
    const outcome = await read(
      group('sg-1', { ingress: [block({ prefix_list_ids: ['pl-own', 'pl-s3', 'pl-foreign'] })] }),
      ...lists,
    )
    expect(rulesOf(outcome, 'sg-1', 'ingress')).toEqual([
      'all all com.amazonaws.s3',
      'all all pl-foreign',
      'all all 198.51.100.0/24',
    ])
  })

  it('find their group in another state of the same source', async () => {
    const outcome = await collectFiles(
      terraformState,
      {
        'network.tfstate': stateText(group('sg-1')),
        'orders.tfstate': stateText(first({ cidr_blocks: ['10.0.0.0/8'] })),
      },
      { state: '*.tfstate' },
    )
    expect(outcome.errors).toEqual([])
    expect(rulesOf(outcome, 'sg-1', 'ingress')).toEqual(['tcp 443 10.0.0.0/8'])
  })

  it('are told when their group is in no state', async () => {
    const outcome = await read(first({ security_group_id: 'sg-gone' }), vpc)
    expect(outcome.resources.map(({ id }) => id)).toEqual(['vpc-1'])
    expect(outcome.errors.map(({ kinds, error }) => [kinds, error.message, error.remedy])).toEqual([
      [
        ['firewall'],
        'production.tfstate speaks of things that no file of its source holds (rules of security groups: 1).',
        'Name the files that hold them in the same source.',
      ],
    ])
  })

  it('are unknown when another state, where some may stand, cannot be read', async () => {
    const outcome = await collectFiles(
      terraformState,
      { 'network.tfstate': stateText(group('sg-1')), 'orders.tfstate': '{' },
      { state: ['network.tfstate', 'orders.tfstate'] },
    )
    expect(outcome.resources.map(({ id }) => id)).toEqual(['sg-1'])
    expect(outcome.unknown).toEqual([
      {
        kind: 'firewall',
        fields: ['/ingress', '/egress'],
        reason: 'Rules of its groups may stand in orders.tfstate, which could not be read.',
      },
    ])
    expect(new Set(outcome.errors.map(({ scope }) => scope))).toEqual(new Set(['orders.tfstate']))
  })

  it('are told when one of them has no group or a part of another type', async () => {
    const outcome = await read(group('sg-1'), first({ security_group_id: null }), first({ from_port: 'many' }))
    expect(outcome.resources.map(({ id }) => id)).toEqual(['sg-1'])
    expect(outcome.errors[0]?.error.message).toBe(
      'production.tfstate cannot be understood (aws_security_group_rule.this has no `security_group_id`; 1 more in this file).',
    )
  })
})

describe('secrets', () => {
  it('never come out, marked or not, whatever happens', async () => {
    const outcome = await read(
      database({ password: canary, username: canary }, []),
      machine({ user_data: canary, user_data_base64: canary }),
      certificate({
        private_key: canary,
        type: 'IMPORTED',
        certificate_body: `-----BEGIN CERTIFICATE-----\n${canary}\n-----END CERTIFICATE-----`,
      }),
      group('sg-1', { ingress: canary }),
      { ...parameterGroup, sensitive: ['parameter'] },
      { type: 'aws_secretsmanager_secret_version', attributes: { secret_string: canary } },
    )
    expect(outcome.errors.flatMap(({ kinds }) => kinds).sort()).toEqual(['certificate', 'firewall'])
    const shown = JSON.stringify([
      outcome,
      outcome.errors.map(({ error }) => [error.message, error.parameters, error.remedy]),
    ])
    expect(shown).not.toContain(canary)
    const broken = await readText(`${stateText(database({ password: canary })).slice(0, -40)} "${canary}`)
    expect(JSON.stringify(broken.errors.map(({ error }) => [error.message, error.parameters]))).not.toContain(canary)
  })

  it('what Terraform marks as sensitive is unknown where it is a field', async () => {
    const outcome = await read({ ...database({}, ['password', 'engine_version_actual', 'parameter_group_name']) })
    expect(attributesOf(outcome, 'orders')).not.toHaveProperty('parameters', 'orders-postgres15')
    expect(outcome.unknown).toEqual([
      {
        kind: 'database-instance',
        fields: ['/engineVersion', '/parameters'],
        reason:
          'engine_version_actual of aws_db_instance.orders is marked as sensitive by Terraform; parameter_group_name of aws_db_instance.orders is marked as sensitive by Terraform.',
      },
    ])
  })

  it('a resource whose identity is sensitive cannot be used, and is told; the others are read', async () => {
    const outcome = await read(
      { ...database({}, ['identifier']) },
      { ...database({ identifier: 'catalog' }), name: 'catalog' },
    )
    expect(outcome.resources.map(({ id }) => id)).toEqual(['catalog'])
    expect(outcome.errors[0]?.error.message).toContain(
      'identifier of aws_db_instance.orders is marked as sensitive by Terraform',
    )
  })
})

describe('a state that cannot be used', () => {
  const message = async (text: string): Promise<string | undefined> => {
    const outcome = await readText(text)
    expect(outcome.resources).toEqual([])
    expect(outcome.errors).toHaveLength(terraformState.reads.length)
    expect(new Set(outcome.errors.map(({ error }) => error.code))).toEqual(new Set(['collect-file-malformed']))
    return outcome.errors[0]?.error.message
  }

  it.each([
    [
      '{"version": 3, "modules": []}',
      'its format version is 3, only 4 can be read: run `terraform apply -refresh-only` with Terraform 0.15.4 or later',
    ],
    [
      '{"version": 5}',
      'its format version is 5, only 4 can be read: this program is older than the Terraform that wrote it',
    ],
    ['{"serial": 1, "encrypted_data": "x"}', 'the state is encrypted: give the output of `tofu state pull`'],
    [
      '{"format_version": "2.0", "values": {}}',
      'its `format_version` is another than 1: this program is older than the Terraform that wrote it',
    ],
    ['{}', 'it has no format version, so it is not a Terraform state of format version 4'],
    ['[]', 'it is not a Terraform state of format version 4'],
    ['{"version": 4, "resources": {}}', '`resources` of the state is no list'],
    ['{"version": 4, "resources": [{"mode": "managed"}]}', 'a resource in it has no type or no name'],
    ['{"version": 4, "resources": [{"type": "a", "name": "b", "instances": 1}]}', '`instances` of a.b is no list'],
    ['{"version": 4, "resources": [{"type": "a", "name": "b", "instances": [1]}]}', 'an instance of a.b is no object'],
  ])('%s', async (text, detail) => {
    expect(await message(text)).toBe(`production.tfstate cannot be understood (${detail}).`)
  })

  it.each([
    ['', 'production.tfstate:1:1'],
    ['{\n  "version": 4,\n}\n', 'production.tfstate:3:1'],
    ['<Error/>', 'production.tfstate:1:1'],
  ])('%j: says where', async (text, place) => {
    expect(await message(text)).toBe(`${place} cannot be understood (not valid JSON).`)
  })
})

describe('an instance that cannot be used', () => {
  it.each([
    [{ ...machine({ id: '' }) }, 'aws_instance.web[0] has no `id`'],
    [machine({ vpc_security_group_ids: 'sg-1' }), '`vpc_security_group_ids` of aws_instance.web[0] is not a list'],
    [machine({ monitoring: 'yes' }), '`monitoring` of aws_instance.web[0] is not true or false'],
    [machine({ root_block_device: ['x'] }), '`root_block_device` of aws_instance.web[0] is not a list of blocks'],
    [
      machine({ root_block_device: [{ device_name: '/dev/xvda', volume_size: {} }] }),
      '`volume_size` of aws_instance.web[0] (root_block_device) is not a number',
    ],
    [
      { ...machine(), attributes: undefined, more: { attributes_flat: { id: 'i-1' } } },
      'aws_instance.web[0] is in the form of Terraform 0.11: run `terraform apply -refresh-only`',
    ],
  ])('costs itself alone: %#', async (broken: Given, detail) => {
    const outcome = await read(broken, { ...machine({ id: 'i-2' }), name: 'other' }, vpc)
    expect(outcome.resources.map(({ id }) => id)).toEqual(['i-2', 'vpc-1'])
    expect(outcome.errors.map(({ kinds, error }) => [kinds, error.message])).toEqual([
      [['compute-instance'], `production.tfstate cannot be understood (${detail}).`],
    ])
  })
})

describe('the doctor', () => {
  it.each<readonly [string, boolean, string]>([
    [
      stateText(...everything),
      true,
      `${everything.length} resources, 1 of them of types that are compared by their arguments alone: datadog_monitor`,
    ],
    [
      stateText(
        vpc,
        ...['fastly_service', 'fastly_service', 'datadog_monitor', 'null_resource'].map((type) => ({
          type,
          attributes: {},
        })),
      ),
      true,
      '5 resources, 4 of them of types that are compared by their arguments alone: datadog_monitor, fastly_service, null_resource',
    ],
    ['{', false, 'production.tfstate:1:2 cannot be understood (not valid JSON).'],
  ])('says how much is there: %#', async (text, ok, detail) => {
    const space = workspace({ 'production.tfstate': text })
    try {
      const environment = factsAt(space.path)
      const settings = { state: 'production.tfstate' }
      const [scope] = await terraformState.scopes(settings, environment)
      if (scope === undefined) throw new Error('no scope')
      const request = {
        scope,
        settings,
        environment,
        signal: new AbortController().signal,
        fingerprint: createFingerprinter('k'),
      }
      const lines = []
      for await (const line of terraformState.diagnose(request)) lines.push(line)
      expect(lines).toEqual([
        { what: 'production.tfstate', ok, detail, ...(ok ? {} : { remedy: expect.any(String) as string }) },
      ])
    } finally {
      space.remove()
    }
  })
})

describe('a large state', () => {
  it('is read whole: 3,000 instances with their subnets and groups', async () => {
    const many = Array.from({ length: 3000 }, (_, i): readonly Given[] => [
      { ...machine({ id: `i-${i}`, subnet_id: `subnet-${i}` }), index: i },
      { ...subnet, attributes: { ...subnet.attributes, id: `subnet-${i}` }, index: i },
      group(`sg-${i}`),
    ]).flat()
    const text = stateText(...many)
    const outcome = await readText(text)
    expect(outcome.errors).toEqual([])
    expect(outcome.resources).toHaveLength(9000)
  })
})
