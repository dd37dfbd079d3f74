/**
 * Plays AWS for the bench, as a program of its own: it pages as the services document it (which moto does not), counts what it is asked,
 * and refuses calls beyond a rate when it is told to.
 *
 * Forked with the share of the account as its argument. Sends `{ url }` when it listens; answers `{ limit }` (calls a second of all; 0:
 * none), which begins anew, with `{}`, and `counts` with `{ counts, refused, first, last }`.
 */
import { createServer } from 'node:http'
import { details, population, sizes } from './population.mjs'
import { pageSizes } from './floor.mjs'

const size = sizes(Number(process.argv[2] ?? 1))
const all = population(size)
const one = details(size)

/** Where the items of a list stand in its answer: the list's element, and whether its items are ours or there are none. */
const lists = {
  'ec2:DescribeInstances': ['reservationSet', all.instances],
  'ec2:DescribeVolumes': ['volumeSet', all.volumes],
  'ec2:DescribeInstanceTypes': ['instanceTypeSet', all.types],
  'ec2:DescribeImages': ['imagesSet', all.images],
  'ec2:DescribeInstanceCreditSpecifications': ['instanceCreditSpecificationSet', []],
  'ec2:DescribeSecurityGroups': ['securityGroupInfo', all.securityGroups],
  'ec2:DescribeSubnets': ['subnetSet', all.subnets],
  'ec2:DescribeVpcs': ['vpcSet', all.vpcs],
  'ec2:DescribeRouteTables': ['routeTableSet', []],
  'ec2:DescribeNetworkAcls': ['networkAclSet', []],
  'ec2:DescribeNatGateways': ['natGatewaySet', []],
  'ec2:DescribeVpcEndpoints': ['vpcEndpointSet', []],
  'ec2:DescribeVpcPeeringConnections': ['vpcPeeringConnectionSet', []],
  'ec2:DescribeLaunchTemplates': ['launchTemplates', []],
  'rds:DescribeDBInstances': ['DBInstances', all.databases],
  'rds:DescribeDBParameterGroups': ['DBParameterGroups', all.parameterGroups],
  'rds:DescribeDBClusters': ['DBClusters', []],
  'rds:DescribeDBClusterParameterGroups': ['DBClusterParameterGroups', []],
  'elasticloadbalancing:DescribeLoadBalancers': ['LoadBalancers', all.loadBalancers],
  'elasticloadbalancing:DescribeTargetGroups': ['TargetGroups', all.targetGroups],
}
const namespaces = {
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  rds: 'http://rds.amazonaws.com/doc/2014-10-31/',
  elasticloadbalancing: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
}

let counts, refused, limit, tokens, countedAt, first, last
begin(0)

function begin(most) {
  counts = {}
  refused = 0
  limit = most
  tokens = most
  countedAt = first = last = process.hrtime.bigint()
}

/** A bucket as AWS has them: so many a second, and as many at once. */
function isOver() {
  if (limit === 0) return false
  const now = process.hrtime.bigint()
  tokens = Math.min(limit, tokens + (Number(now - countedAt) / 1e9) * limit)
  countedAt = now
  if (tokens < 1) return true
  tokens--
  return false
}

const server = createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8').on('data', (part) => (body += part))
  request.on('end', () => {
    const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1]
    const target = request.headers['x-amz-target']
    const { Action, ...parameters } = target
      ? JSON.parse(body)
      : Object.fromEntries(new globalThis.URLSearchParams(body))
    const name = target ? target.slice(target.lastIndexOf('.') + 1) : Action
    const action = `${service}:${name}`
    counts[action] = (counts[action] ?? 0) + 1
    last = process.hrtime.bigint()
    const json = target !== undefined
    if (service !== 'sts' && isOver()) {
      refused++
      return send(response, json, json ? 400 : service === 'ec2' ? 503 : 400, refusal(service))
    }
    const answer = answerOf(service, name, action, parameters)
    send(response, json, answer === undefined ? 400 : 200, answer ?? unknown(service, action))
  })
})

function send(response, json, status, body) {
  response.writeHead(status, { 'content-type': json ? 'application/x-amz-json-1.1' : 'text/xml;charset=UTF-8' })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

function answerOf(service, name, action, parameters) {
  if (action === 'sts:GetCallerIdentity') {
    return xml(
      service,
      name,
      `<Account>111111111111</Account><Arn>arn:aws:iam::111111111111:user/bench</Arn><UserId>A</UserId>`,
    )
  }
  const from = Number(parameters.NextToken ?? parameters.Marker ?? 0)
  if (action === 'acm:ListCertificates') {
    const [items, next] = page(all.certificates, from, Number(parameters.MaxItems ?? 1000), 1000)
    return { CertificateSummaryList: items, ...(next === undefined ? {} : { NextToken: String(next) }) }
  }
  const told = one[action]?.(parameters)
  if (told !== undefined) return typeof told === 'string' ? xml(service, name, told) : told
  if (lists[action] === undefined) return undefined
  const [element, items] = lists[action]
  const asked = Number(parameters.MaxResults ?? parameters.MaxRecords ?? parameters.PageSize ?? Infinity)
  const [some, next] = page(items, from, asked, pageSizes[action])
  const token = service === 'ec2' ? 'nextToken' : service === 'rds' ? 'Marker' : 'NextMarker'
  const end = next === undefined ? '' : `<${token}>${next}</${token}>`
  return xml(service, name, `<${element}>${some.join('')}</${element}>${end}`)
}

function page(items, from, asked, most) {
  const to = from + Math.min(asked, most)
  return [items.slice(from, to), to < items.length ? to : undefined]
}

function xml(service, name, inner) {
  const id = '00000000-0000-4000-8000-000000000000'
  const own = `${name}Response xmlns="${namespaces[service]}"`
  if (service === 'ec2') return `<${own}><requestId>${id}</requestId>${inner}</${name}Response>`
  const metadata = `<ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata>`
  return `<${own}><${name}Result>${inner}</${name}Result>${metadata}</${name}Response>`
}

const errorOf = (service, code, message) => {
  if (service === 'acm') return JSON.stringify({ __type: code, message })
  const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`
  return service === 'ec2'
    ? `<Response><Errors>${error}</Errors></Response>`
    : `<ErrorResponse>${error}</ErrorResponse>`
}
const refusal = (service) =>
  errorOf(
    service,
    { ec2: 'RequestLimitExceeded', acm: 'ThrottlingException' }[service] ?? 'Throttling',
    'Rate exceeded',
  )
const unknown = (service, action) => errorOf(service, 'InvalidAction', `the bench does not know ${action}`)

process.on('message', (message) => {
  if (message === 'counts') process.send({ counts, refused, seconds: Number(last - first) / 1e9 })
  else {
    begin(message.limit)
    process.send({})
  }
})
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }))
