import { arnOf, idOf, inOwnOrder, uuidOf } from './identity.mjs'
import { groupId, subnetId, subnetOffset } from './network.mjs'
import { instance, tagsOf } from './state.mjs'

/** The machines that are not in the cluster. */
const machines = [
  { address: 'module.access.aws_instance.bastion', name: 'bastion', type: 't3.micro', tier: 'public', zone: 'a', group: 'bastion', disk: 20 },
  { address: 'module.jobs.aws_instance.worker', name: 'worker', type: 'm6i.large', tier: 'private', zone: 'a', group: 'worker', disk: 80 },
  { address: 'module.queue.aws_instance.broker', name: 'queue', type: 'm6i.large', tier: 'private', zone: 'b', group: 'queue', disk: 100, data: 200 },
  { address: 'module.search.aws_instance.node[0]', name: 'search', type: 'r6i.large', tier: 'private', zone: 'a', group: 'search', disk: 30, data: 500 },
  { address: 'module.search.aws_instance.node[1]', name: 'search', type: 'r6i.large', tier: 'private', zone: 'b', group: 'search', disk: 30, data: 500 },
  { address: 'module.search.aws_instance.node[2]', name: 'search', type: 'r6i.large', tier: 'private', zone: 'c', group: 'search', disk: 30, data: 500 },
  { address: 'module.mail.aws_instance.relay', name: 'mail-relay', type: 't3.small', tier: 'private', zone: 'c', group: 'app', disk: 20 },
  { address: 'module.metrics.aws_instance.collector', name: 'metrics', type: 'm6i.large', tier: 'private', zone: 'b', group: 'app', disk: 60 },
]

/** EC2 instances: a bastion, a worker, a broker, three search nodes, a mail relay and a metrics collector. */
export function compute(environment) {
  return machines.map((machine) => {
    const id = idOf(environment, 'i', machine.address)
    const open = machine.tier === 'public'
    return instance(machine.address, 1, {
      ami: environment.image,
      arn: arnOf(environment, 'ec2', `instance/${id}`),
      associate_public_ip_address: open,
      availability_zone: `${environment.region}${machine.zone}`,
      disable_api_termination: true,
      ebs_block_device: machine.data === undefined ? [] : [volume(environment, machine, '/dev/sdf', machine.data)],
      ebs_optimized: true,
      iam_instance_profile: `shop-${environment.name}-${machine.name}`,
      id,
      instance_initiated_shutdown_behavior: 'stop',
      instance_state: 'running',
      instance_type: machine.type,
      key_name: `shop-${environment.name}`,
      metadata_options: [
        { http_endpoint: 'enabled', http_protocol_ipv6: 'disabled', http_put_response_hop_limit: 1, http_tokens: 'required', instance_metadata_tags: 'disabled' },
      ],
      monitoring: true,
      private_ip: `${environment.network}.${subnetOffset(machine.tier, machine.zone) + parseInt(id.slice(-3, -2), 16)}.${parseInt(id.slice(-2), 16)}`,
      public_ip: open ? `203.0.113.${parseInt(id.slice(-2), 16)}` : '',
      root_block_device: [volume(environment, machine, '/dev/xvda', machine.disk)],
      source_dest_check: true,
      subnet_id: subnetId(environment, machine.tier, machine.zone),
      tenancy: 'default',
      user_data: null,
      ...tagsOf(environment, `shop-${environment.name}-${machine.name}`, machine.name),
      vpc_security_group_ids: inOwnOrder(environment, [groupId(environment, machine.group)]),
    })
  })
}

function volume(environment, machine, device, size) {
  return {
    delete_on_termination: true,
    device_name: device,
    encrypted: true,
    iops: 3000,
    kms_key_id: arnOf(environment, 'kms', `key/${uuidOf(environment, 'ebs')}`),
    tags: {},
    throughput: 125,
    volume_id: idOf(environment, 'vol', `${machine.address}${device}`),
    volume_size: size,
    volume_type: 'gp3',
  }
}
