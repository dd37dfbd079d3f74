/**
 * An account of the size that docs/aws.md speaks of, in the services' own wire formats and the sizes of their real answers. The forms are
 * those of test/recordings.
 */
import { readFileSync } from 'node:fs'

export const region = 'eu-west-1'
export const account = '111111111111'

/** How much there is of everything. `share` makes a smaller account of the same kind. */
export function sizes(share = 1) {
  const some = (count) => Math.max(1, Math.round(count * share))
  return {
    instances: some(5000),
    types: 12,
    images: 8,
    securityGroups: some(1000),
    rules: 20,
    subnets: some(90),
    networks: 1,
    databases: some(200),
    parameterGroups: some(40),
    certificates: some(300),
    loadBalancers: some(100),
    listeners: 2,
  }
}

const recorded = (file) => {
  const path = new URL(`../../test/recordings/${file}.json`, import.meta.url)
  return JSON.parse(readFileSync(path, 'utf8'))[0].body
}
const hex = (number, length = 17) => number.toString(16).padStart(length, '0')
const times = (count, make) => Array.from({ length: count }, (_, i) => make(i))
const types = ['m6i.large', 'm6i.xlarge', 'c6i.large', 'c6i.xlarge', 'r6i.large', 'r6i.xlarge'].concat([
  'm7g.large',
  'm7g.xlarge',
  'c7g.large',
  'c7g.xlarge',
  'r7g.large',
  't3.medium',
])
const images = (n) => `ami-0${hex(n + 1, 16)}`
const arnOf = (service, rest) => `arn:aws:${service}:${region}:${account}:${rest}`
const balancer = (n) => arnOf('elasticloadbalancing', `loadbalancer/app/shop-part-${n}/${hex(n, 16)}`)
const listener = (n, k) => arnOf('elasticloadbalancing', `listener/app/shop-part-${n}/${hex(n, 16)}/${hex(k, 16)}`)
const group = (n) => arnOf('elasticloadbalancing', `targetgroup/shop-part-${n}/${hex(n, 16)}`)
const certificate = (n) => arnOf('acm', `certificate/00000000-0000-4000-8000-${hex(n, 12)}`)

/** All items of each list, as they stand in an answer. */
export function population(size) {
  const first = (file, pattern) => pattern.exec(recorded(file).join('\n'))[0].trim()
  const instance = first('aws-ec2/describe-instances', /<item>\s*<instanceId>[\s\S]*?<\/metadataOptions>\s*<\/item>/)
  const database = first('aws-rds/describe-db-instances', /<DBInstance>[\s\S]*?<\/DBInstance>/)
  const loadBalancer = first('aws-elbv2/describe-load-balancers', /^ {6}<member>[\s\S]*?^ {6}<\/member>/m)
  const targetGroup = first('aws-elbv2/describe-target-groups', /^ {6}<member>[\s\S]*?^ {6}<\/member>/m)
  const summary = {
    DomainName: 'shop.example',
    SubjectAlternativeNameSummaries: ['shop.example', 'www.shop.example'],
    HasAdditionalSubjectAlternativeNames: false,
    ...{
      Status: 'ISSUED',
      Type: 'AMAZON_ISSUED',
      KeyAlgorithm: 'RSA-2048',
      InUse: true,
      RenewalEligibility: 'ELIGIBLE',
    },
    ...{ NotBefore: 1777593600, NotAfter: 1811894399, CreatedAt: 1777593600 },
  }
  return {
    instances: times(
      size.instances,
      (n) => `<item><reservationId>r-${hex(n)}</reservationId><ownerId>${account}</ownerId>
      <instancesSet>${instance
        .replace(/i-0aaa\w+/, `i-${hex(n)}`)
        .replace(/m6i\.large/, types[n % size.types])
        .replace(/ami-\w+/, images(n % size.images))
        .replace(/vol-0aaa0000000000001/, `vol-${hex(2 * n)}`)
        .replace(/vol-0aaa0000000000002/, `vol-${hex(2 * n + 1)}`)
        .replace(/shop-production-web/, `shop-part-${n}`)}</instancesSet></item>`,
    ),
    volumes: times(
      2 * size.instances,
      (n) => `<item><volumeId>vol-${hex(n)}</volumeId><size>30</size><snapshotId/>
      <availabilityZone>${region}a</availabilityZone><status>in-use</status><volumeType>gp3</volumeType><iops>3000</iops>
      <throughput>125</throughput><encrypted>true</encrypted></item>`,
    ),
    types: times(
      size.types,
      (n) => `<item><instanceType>${types[n]}</instanceType><vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo>
      <memoryInfo><sizeInMiB>8192</sizeInMiB></memoryInfo></item>`,
    ),
    images: times(
      size.images,
      (n) => `<item><imageId>${images(n)}</imageId><name>shop-web-2026-02-${n + 10}</name>
      <imageOwnerId>${account}</imageOwnerId><creationDate>2026-02-28T17:40:00.000Z</creationDate></item>`,
    ),
    securityGroups: times(
      size.securityGroups,
      (n) => `<item><ownerId>${account}</ownerId><groupId>sg-${hex(n)}</groupId>
      <groupName>shop-part-${n}</groupName><groupDescription>Part ${n} of the shop</groupDescription><vpcId>vpc-${hex(1)}</vpcId>
      <ipPermissions>${times(
        size.rules,
        (k) => `<item><ipProtocol>tcp</ipProtocol><fromPort>${8000 + k}</fromPort>
        <toPort>${8000 + k}</toPort><groups/><ipRanges><item><cidrIp>10.${k}.0.0/16</cidrIp><description>part ${k}</description></item></ipRanges>
        <ipv6Ranges/><prefixListIds/></item>`,
      ).join('')}</ipPermissions><ipPermissionsEgress/></item>`,
    ),
    subnets: times(
      size.subnets,
      (n) => `<item><subnetId>subnet-${hex(n)}</subnetId><state>available</state><vpcId>vpc-${hex(1)}</vpcId>
      <ownerId>${account}</ownerId><cidrBlock>10.${n}.0.0/24</cidrBlock><availabilityZone>${region}${'abc'[n % 3]}</availabilityZone>
      <defaultForAz>false</defaultForAz><tagSet><item><key>Name</key><value>shop-${n}</value></item></tagSet></item>`,
    ),
    vpcs: [
      `<item><vpcId>vpc-${hex(1)}</vpcId><ownerId>${account}</ownerId><state>available</state><cidrBlock>10.0.0.0/8</cidrBlock>
      <isDefault>false</isDefault><tagSet><item><key>Name</key><value>shop</value></item></tagSet></item>`,
    ],
    databases: times(size.databases, (n) =>
      database
        .replaceAll('shop-production-orders', `shop-part-${n}`)
        .replace('shop-production-pg15', `shop-group-${n % size.parameterGroups}`),
    ),
    parameterGroups: times(
      size.parameterGroups,
      (n) => `<DBParameterGroup><DBParameterGroupName>shop-group-${n}</DBParameterGroupName>
      <DBParameterGroupFamily>postgres15</DBParameterGroupFamily><Description>Part ${n}</Description></DBParameterGroup>`,
    ),
    loadBalancers: times(size.loadBalancers, (n) =>
      loadBalancer
        .replace(/(<LoadBalancerArn>)[^<]*/, `$1${balancer(n)}`)
        .replaceAll('shop-production-web', `shop-part-${n}`),
    ),
    targetGroups: times(size.loadBalancers, (n) =>
      targetGroup
        .replace(/(<TargetGroupArn>)[^<]*/, `$1${group(n)}`)
        .replaceAll('shop-production-web', `shop-part-${n}`),
    ),
    certificates: times(size.certificates, (n) => ({
      ...summary,
      CertificateArn: certificate(n),
      DomainName: `part-${n}.shop.example`,
    })),
  }
}

const attributes = (file) => /<Attributes>[\s\S]*<\/Attributes>/.exec(recorded(file).join('\n'))[0]
const detail = () => recorded('aws-acm/describe-certificate').Certificate

/** What is told of one thing, by the action that asks for it. */
export function details(size) {
  const balancerAttributes = attributes('aws-elbv2/describe-load-balancer-attributes')
  const groupAttributes = attributes('aws-elbv2/describe-target-group-attributes')
  const pem = recorded('aws-acm/get-certificate')
  const described = detail()
  const parameters = (count) =>
    `<Parameters>${times(
      count,
      (n) => `<Parameter><ParameterName>${['work_mem', 'max_connections', 'log_statement'][n]}</ParameterName>
    <ParameterValue>${['16384', '500', 'ddl'][n]}</ParameterValue><Source>user</Source><ApplyType>dynamic</ApplyType><DataType>string</DataType>
    <IsModifiable>true</IsModifiable></Parameter>`,
    ).join('')}</Parameters>`
  const numberOf = (arn) => Number.parseInt(arn.split('/')[3], 16)
  const forward = (n) => `<Type>forward</Type><TargetGroupArn>${group(n)}</TargetGroupArn><Order>1</Order>`
  const listenersOf = (arn) => {
    const n = numberOf(arn)
    return `<Listeners>${times(
      size.listeners,
      (k) => `<member><ListenerArn>${listener(n, k)}</ListenerArn><LoadBalancerArn>${arn}</LoadBalancerArn>
      ${
        k === 0
          ? `<Port>443</Port><Protocol>HTTPS</Protocol><SslPolicy>ELBSecurityPolicy-TLS13-1-2-2021-06</SslPolicy>
      <Certificates><member><CertificateArn>${certificate(n)}</CertificateArn></member></Certificates>`
          : '<Port>80</Port><Protocol>HTTP</Protocol>'
      }
      <DefaultActions><member>${forward(n)}</member></DefaultActions></member>`,
    ).join('')}</Listeners>`
  }
  return {
    'ec2:DescribeVpcAttribute': ({ Attribute }) => `<${Attribute}><value>true</value></${Attribute}>`,
    'rds:DescribeDBParameters': () => parameters(3),
    'elasticloadbalancing:DescribeLoadBalancerAttributes': () => balancerAttributes,
    'elasticloadbalancing:DescribeTargetGroupAttributes': () => groupAttributes,
    'elasticloadbalancing:DescribeListeners': ({ LoadBalancerArn }) => listenersOf(LoadBalancerArn),
    'elasticloadbalancing:DescribeRules': ({
      ListenerArn: arn,
    }) => `<Rules><member><RuleArn>${arn.replace(':listener/', ':listener-rule/')}/1</RuleArn>
      <Priority>10</Priority><Conditions><member><Field>path-pattern</Field><PathPatternConfig><Values><member>/api/*</member></Values></PathPatternConfig></member></Conditions>
      <Actions><member>${forward(numberOf(arn))}</member></Actions><IsDefault>false</IsDefault></member></Rules>`,
    'elasticloadbalancing:DescribeListenerCertificates': ({ ListenerArn: arn }) => `<Certificates><member>
      <CertificateArn>${certificate(numberOf(arn))}</CertificateArn><IsDefault>true</IsDefault></member></Certificates>`,
    'elasticloadbalancing:DescribeTags': (parameters) =>
      `<TagDescriptions>${Object.entries(parameters)
        .filter(([name]) => name.startsWith('ResourceArns.member.'))
        .map(
          ([, arn]) =>
            `<member><ResourceArn>${arn}</ResourceArn><Tags><member><Key>Service</Key><Value>web</Value></member></Tags></member>`,
        )
        .join('')}</TagDescriptions>`,
    'acm:DescribeCertificate': ({ CertificateArn }) => ({ Certificate: { ...described, CertificateArn } }),
    'acm:GetCertificate': () => pem,
    'acm:ListTagsForCertificate': () => ({ Tags: [{ Key: 'Service', Value: 'web' }] }),
  }
}
