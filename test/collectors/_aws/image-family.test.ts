import { describe, expect, it } from 'vitest'
import { imageFamily } from '../../../collectors/_aws/shapes/image-family.ts'

describe('the family of an image', () => {
  it.each([
    ['shop-web-1.14.2-3f9ac21', 'shop-web'],
    ['shop-web-2026-02-28-1740', 'shop-web'],
    ['shop-web-12', 'shop-web'],
    ['shop-web-v20260101', 'shop-web'],
    ['al2023-ami-2023.3.20260108.0-kernel-6.1-arm64', 'al2023-ami-kernel-arm64'],
    ['amzn2-ami-kernel-5.10-hvm-2.0.20260101.0-x86_64-gp2', 'amzn2-ami-kernel-hvm-x86_64-gp2'],
    [
      'ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260301',
      'ubuntu/images/hvm-ssd/ubuntu-jammy-amd64-server',
    ],
  ])('%s is %s, without its build', (name, family) => expect(imageFamily(name)).toBe(family))

  it.each([
    ['Windows_Server-2019-English-Full-Base-2026.01.14', 'Windows_Server-2019-English-Full-Base'],
    ['Windows_Server-2012-R2_RTM-English-64Bit-Base-2026.01.14', 'Windows_Server-2012-R2_RTM-English-64Bit-Base'],
    [
      'Windows_Server-2022-English-Full-SQL_2019_Standard-2026.01.14',
      'Windows_Server-2022-English-Full-SQL_2019_Standard',
    ],
    ['shop-windows-2025-03-01', 'shop-windows'],
    ['debian-12-amd64-20260101-1234', 'debian-12-amd64'],
    ['RHEL-9.3.0_HVM-20260101-x86_64-5-Hourly2-GP3', 'RHEL-9_HVM-x86_64-Hourly2-GP3'],
    ['Rocky-9-EC2-Base-9.3-20260113.0.x86_64', 'Rocky-9-EC2-Base'],
    ['CentOS Stream 9 x86_64 20260101', 'CentOS Stream 9 x86_64'],
    ['AlmaLinux OS 9.3.20260114 x86_64', 'AlmaLinux OS 9 x86_64'],
    ['ubuntu-22.04-shop-20260301', 'ubuntu-22.04-shop'],
    ['suse-sles-15-sp5-v20260101-hvm-ssd', 'suse-sles-15-sp5-hvm-ssd'],
    ['amazon-eks-node-1.29-v20260101', 'amazon-eks-node-1.29'],
    ['amazon-eks-node-al2023-x86_64-standard-1.30-v20260101', 'amazon-eks-node-al2023-x86_64-standard-1.30'],
    ['bottlerocket-aws-k8s-1.29-x86_64-v1.19.2-29cc92cc', 'bottlerocket-aws-k8s-1.29-x86_64'],
  ])('%s is %s: a release is no build', (name, family) => expect(imageFamily(name)).toBe(family))

  it.each(['20260301', '1.2.3', '-', ''])('of a name that is only a build (%s) is the name', (name) =>
    expect(imageFamily(name)).toBe(name),
  )

  it('is found in time that grows with the name', () => {
    for (const piece of ['-', '1.', 'windows-2019-', 'a1'])
      expect(imageFamily(piece.repeat(4000)).length).toBeLessThanOrEqual(16_000 * 4)
  })
})
