/**
 * The fewest calls that tell all of it: each list by its largest documented page, each detail that no list tells once for each thing.
 * Sources: the API references of Amazon EC2, Amazon RDS, AWS Certificate Manager and Elastic Load Balancing.
 */

/** Records that one call gives at most. */
export const pageSizes = {
  'ec2:DescribeInstances': 1000,
  'ec2:DescribeVolumes': 500,
  'ec2:DescribeInstanceTypes': 100,
  'ec2:DescribeImages': 1000,
  'ec2:DescribeInstanceCreditSpecifications': 1000,
  'ec2:DescribeSecurityGroups': 1000,
  'ec2:DescribeSubnets': 1000,
  'ec2:DescribeVpcs': 1000,
  'ec2:DescribeRouteTables': 100,
  'ec2:DescribeNetworkAcls': 1000,
  'ec2:DescribeNatGateways': 1000,
  'ec2:DescribeVpcEndpoints': 1000,
  'ec2:DescribeVpcPeeringConnections': 1000,
  'ec2:DescribeLaunchTemplates': 200,
  'rds:DescribeDBInstances': 100,
  'rds:DescribeDBParameterGroups': 100,
  'rds:DescribeDBClusters': 100,
  'rds:DescribeDBClusterParameterGroups': 100,
  'elasticloadbalancing:DescribeLoadBalancers': 400,
  'elasticloadbalancing:DescribeTargetGroups': 400,
  'acm:ListCertificates': 1000,
}

/** ARNs that one call of DescribeTags takes. */
const arnsPerCall = 20

/** The floor of an account of a size, by action. */
export function floorOf(size) {
  const counts = {
    'ec2:DescribeInstances': size.instances,
    'ec2:DescribeVolumes': 2 * size.instances,
    'ec2:DescribeInstanceTypes': size.types,
    'ec2:DescribeSecurityGroups': size.securityGroups,
    'ec2:DescribeSubnets': size.subnets,
    'rds:DescribeDBInstances': size.databases,
    'rds:DescribeDBParameterGroups': size.parameterGroups,
    'acm:ListCertificates': size.certificates,
    'elasticloadbalancing:DescribeLoadBalancers': size.loadBalancers,
    'elasticloadbalancing:DescribeTargetGroups': size.loadBalancers,
  }
  // A list of which there is nothing, or one thing, is a call all the same.
  const lists = Object.entries(pageSizes).map(([action, most]) => [action, Math.ceil((counts[action] ?? 1) / most)])
  const tags = 2 * Math.ceil(size.loadBalancers / arnsPerCall)
  return {
    ...Object.fromEntries(lists),
    'sts:GetCallerIdentity': 1,
    // One attribute of one network a call: whether names are resolved in it, and whether machines get names.
    'ec2:DescribeVpcAttribute': 2 * size.networks,
    'rds:DescribeDBParameters': size.parameterGroups,
    'acm:DescribeCertificate': size.certificates,
    'acm:GetCertificate': size.certificates,
    'acm:ListTagsForCertificate': size.certificates,
    'elasticloadbalancing:DescribeTags': tags,
    'elasticloadbalancing:DescribeLoadBalancerAttributes': size.loadBalancers,
    'elasticloadbalancing:DescribeTargetGroupAttributes': size.loadBalancers,
    'elasticloadbalancing:DescribeListeners': size.loadBalancers,
    'elasticloadbalancing:DescribeRules': size.loadBalancers * size.listeners,
    'elasticloadbalancing:DescribeListenerCertificates': size.loadBalancers,
  }
}
