/** The same questions with the paginators and commands of the SDK alone: what they answer is parsed and dropped. */
import * as acm from '@aws-sdk/client-acm'
import * as ec2 from '@aws-sdk/client-ec2'
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2'
import * as rds from '@aws-sdk/client-rds'

/** As a source has it by default, and as the collectors have it in flight for each list. */
const concurrency = 5

/** Asks for everything of an account. Services and their lists side by side, details so many things at a time. */
export async function readBare(config, services = ['acm', 'ec2', 'elbv2', 'rds']) {
  const readers = {
    acm: () => readAcm(new acm.ACMClient(config)),
    ec2: () => readEc2(new ec2.EC2Client(config)),
    elbv2: () => readElb(new elb.ElasticLoadBalancingV2Client(config)),
    rds: () => readRds(new rds.RDSClient(config)),
  }
  await Promise.all(services.map((service) => readers[service]()))
}

async function readEc2(client) {
  const all = (paginate, pageSize, input = {}) => every(paginate({ client, pageSize }, input), () => [])
  const machines = async () => {
    await all(ec2.paginateDescribeVolumes, 500, {
      Filters: [{ Name: 'attachment.status', Values: ['attaching', 'attached'] }],
    })
    const found = await every(ec2.paginateDescribeInstances({ client, pageSize: 1000 }, {}), ({ Reservations = [] }) =>
      Reservations.flatMap(({ Instances = [] }) =>
        Instances.map(({ InstanceType, ImageId }) => [InstanceType, ImageId]),
      ),
    )
    const types = [...new Set(found.map(([type]) => type))]
    await client.send(new ec2.DescribeInstanceTypesCommand({ InstanceTypes: types }))
    await all(ec2.paginateDescribeImages, 1000, {
      Filters: [{ Name: 'image-id', Values: [...new Set(found.map(([, image]) => image))] }],
    })
    await all(ec2.paginateDescribeInstanceCreditSpecifications, 1000)
  }
  const networks = async () => {
    const found = await every(ec2.paginateDescribeVpcs({ client, pageSize: 1000 }, {}), ({ Vpcs = [] }) => Vpcs)
    await each(found, async ({ VpcId }) => {
      for (const Attribute of ['enableDnsSupport', 'enableDnsHostnames'])
        await client.send(new ec2.DescribeVpcAttributeCommand({ VpcId, Attribute }))
    })
  }
  await Promise.all([
    machines(),
    networks(),
    all(ec2.paginateDescribeSecurityGroups, 1000),
    all(ec2.paginateDescribeSubnets, 1000),
    all(ec2.paginateDescribeRouteTables, 100),
    all(ec2.paginateDescribeNetworkAcls, 1000),
    all(ec2.paginateDescribeNatGateways, 1000),
    all(ec2.paginateDescribeVpcEndpoints, 1000),
    all(ec2.paginateDescribeVpcPeeringConnections, 1000),
    all(ec2.paginateDescribeLaunchTemplates, 200),
  ])
}

async function readRds(client) {
  const list = (paginate, take = () => []) => every(paginate({ client, pageSize: 100 }, {}), take)
  await Promise.all([
    list(rds.paginateDescribeDBInstances),
    list(rds.paginateDescribeDBClusters),
    list(rds.paginateDescribeDBClusterParameterGroups),
    list(rds.paginateDescribeDBParameterGroups, (page) => page.DBParameterGroups).then((groups) =>
      each(groups, ({ DBParameterGroupName }) =>
        every(
          rds.paginateDescribeDBParameters({ client, pageSize: 100 }, { DBParameterGroupName, Source: 'user' }),
          () => [],
        ),
      ),
    ),
  ])
}

async function readAcm(client) {
  const Includes = { keyTypes: Object.values(acm.KeyAlgorithm) }
  const pages = acm.paginateListCertificates({ client, pageSize: 1000 }, { Includes })
  const found = await every(pages, (page) => page.CertificateSummaryList)
  await each(found, ({ CertificateArn }) =>
    Promise.all([
      client.send(new acm.DescribeCertificateCommand({ CertificateArn })),
      client.send(new acm.ListTagsForCertificateCommand({ CertificateArn })),
      client.send(new acm.GetCertificateCommand({ CertificateArn })),
    ]),
  )
}

async function readElb(client) {
  const tags = (arns) =>
    each(
      Array.from({ length: Math.ceil(arns.length / 20) }, (_, n) => arns.slice(20 * n, 20 * n + 20)),
      (ResourceArns) => client.send(new elb.DescribeTagsCommand({ ResourceArns })),
    )
  const balancers = async () => {
    const found = await every(
      elb.paginateDescribeLoadBalancers({ client, pageSize: 400 }, {}),
      (page) => page.LoadBalancers,
    )
    await tags(found.map((one) => one.LoadBalancerArn))
    await each(found, async ({ LoadBalancerArn }) => {
      const [listeners] = await Promise.all([
        every(elb.paginateDescribeListeners({ client, pageSize: 400 }, { LoadBalancerArn }), (page) => page.Listeners),
        client.send(new elb.DescribeLoadBalancerAttributesCommand({ LoadBalancerArn })),
      ])
      for (const { ListenerArn, Protocol } of listeners) {
        await Promise.all([
          every(elb.paginateDescribeRules({ client, pageSize: 400 }, { ListenerArn }), () => []),
          Protocol === 'HTTPS' &&
            every(elb.paginateDescribeListenerCertificates({ client, pageSize: 400 }, { ListenerArn }), () => []),
        ])
      }
    })
  }
  const groups = async () => {
    const found = await every(
      elb.paginateDescribeTargetGroups({ client, pageSize: 400 }, {}),
      (page) => page.TargetGroups,
    )
    await tags(found.map((one) => one.TargetGroupArn))
    await each(found, ({ TargetGroupArn }) =>
      client.send(new elb.DescribeTargetGroupAttributesCommand({ TargetGroupArn })),
    )
  }
  await Promise.all([balancers(), groups()])
}

async function every(pages, take) {
  const found = []
  for await (const page of pages) found.push(...take(page))
  return found
}

async function each(items, act) {
  let next = 0
  const lane = async () => {
    while (next < items.length) await act(items[next++])
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
}
