import { describe, expect, it } from 'vitest'
import { instanceClass } from '../../../collectors/_aws/instance-class.ts'

describe('instanceClass', () => {
  // Expected figures: Amazon EC2 Instance Types Guide, specifications.
  it.each([
    ['m6i.large', 2, 8, 'x86_64'],
    ['m5.24xlarge', 96, 384, 'x86_64'],
    ['m4.10xlarge', 40, 160, 'x86_64'],
    ['m7g.medium', 1, 4, 'arm64'],
    ['m7i-flex.large', 2, 8, 'x86_64'],
    ['m7a.metal-48xl', 192, 768, 'x86_64'],
    ['c6g.xlarge', 4, 8, 'arm64'],
    ['c5.9xlarge', 36, 72, 'x86_64'],
    ['c5n.large', 2, 5.25, 'x86_64'],
    ['c5n.18xlarge', 72, 192, 'x86_64'],
    ['c4.large', 2, 3.75, 'x86_64'],
    ['c4.8xlarge', 36, 60, 'x86_64'],
    ['r4.large', 2, 15.25, 'x86_64'],
    ['r6gd.2xlarge', 8, 64, 'arm64'],
    ['t2.micro', 1, 1, 'x86_64'],
    ['t2.small', 1, 2, 'x86_64'],
    ['t3.nano', 2, 0.5, 'x86_64'],
    ['t3a.2xlarge', 8, 32, 'x86_64'],
    ['t4g.medium', 2, 4, 'arm64'],
    ['x1.16xlarge', 64, 976, 'x86_64'],
    ['x2gd.medium', 1, 16, 'arm64'],
    ['z1d.3xlarge', 12, 96, 'x86_64'],
    ['i3.large', 2, 15.25, 'x86_64'],
    ['im4gn.large', 2, 8, 'arm64'],
    ['is4gen.medium', 1, 6, 'arm64'],
    ['a1.medium', 1, 2, 'arm64'],
    ['db.m6g.large', 2, 8, 'arm64'],
    ['db.t3.micro', 2, 1, 'x86_64'],
    ['DB.R5.LARGE', 2, 16, 'x86_64'],
  ])('%s has %d vCPU and %d GiB', (name, vcpu, gib, architecture) => {
    expect(instanceClass(name)).toMatchObject({ vcpu, memoryMiB: gib * 1024, architecture })
  })

  it.each([
    'm6i.metal',
    'g5.xlarge',
    'p4d.24xlarge',
    'u-6tb1.112xlarge',
    'm9x.large',
    'db.serverless',
    'r3.large',
    '',
    'm6i',
  ])('does not guess the measures of %j', (name) => {
    const found = instanceClass(name)
    expect(found.vcpu).toBeUndefined()
    expect(found.memoryMiB).toBeUndefined()
  })

  it('keeps family and size apart, and does not read RDS extras as a size', () => {
    expect(instanceClass('db.m6g.large')).toMatchObject({ family: 'm6g', size: 'large' })
    expect(instanceClass('db.r5.2xlarge.tpc2.mem4x')).toEqual({
      family: 'r5',
      size: '2xlarge.tpc2.mem4x',
      architecture: 'x86_64',
    })
  })

  it('tells Graviton from families whose letter is a g, and leaves Macs open', () => {
    expect(instanceClass('g5.xlarge').architecture).toBe('x86_64')
    expect(instanceClass('g5g.xlarge').architecture).toBe('arm64')
    expect(instanceClass('mac2.metal').architecture).toBeUndefined()
  })
})
