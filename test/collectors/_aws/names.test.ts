import { describe, expect, it } from 'vitest'
import { ec2Arn, instanceName, readTags, wordsOf } from '../../../collectors/_aws/names.ts'

describe('readTags', () => {
  it('gives the same from a list and from a record, sorted, without AWS’s own tags', () => {
    const list = [
      { Key: 'Service', Value: 'orders' },
      { Key: 'Name', Value: 'shop-orders' },
      { Key: 'aws:cloudformation:stack-id', Value: 'arn:aws:cloudformation:...' },
      { Key: 'Empty' },
    ]
    const expected = { tags: { Empty: '', Name: 'shop-orders', Service: 'orders' }, name: 'shop-orders' }
    expect(readTags(list)).toEqual(expected)
    expect(readTags({ Service: 'orders', Name: 'shop-orders', Empty: '' })).toEqual(expected)
    expect(Object.keys(readTags(list).tags)).toEqual(['Empty', 'Name', 'Service'])
  })

  it('makes an address of CloudFormation’s stack and logical id, only of both', () => {
    const stack = { Key: 'aws:cloudformation:stack-name', Value: 'shop-staging' }
    const logical = { Key: 'aws:cloudformation:logical-id', Value: 'Database' }
    expect(readTags([stack, logical]).address).toBe('shop-staging/Database')
    expect(readTags([stack]).address).toBeUndefined()
  })

  it('takes an empty Name for none, and no tags for no tags', () => {
    expect(readTags([{ Key: 'Name', Value: ' ' }]).name).toBeUndefined()
    expect(readTags(undefined)).toEqual({ tags: {} })
  })
})

describe('instanceName', () => {
  const own = ['i-0abc', '10.0.1.5']

  it('is the Name, in a fleet too', () => {
    expect(instanceName({ tags: {}, name: 'web' }, own)).toBe('web')
    expect(instanceName({ tags: {}, name: 'web', group: 'web-asg' }, own)).toBe('web')
  })

  it('is the group’s name where the instance has none, or one made of its own id or address', () => {
    expect(instanceName({ tags: {}, group: 'web-asg' }, own)).toBe('web-asg')
    expect(instanceName({ tags: {}, name: 'web-i-0abc', group: 'web-asg' }, own)).toBe('web-asg')
    expect(instanceName({ tags: {}, name: 'web-10-0-1-5', group: 'web-asg' }, own)).toBe('web-asg')
  })

  it('is undefined where there is neither', () => expect(instanceName({ tags: {} }, own)).toBeUndefined())
})

describe('ec2Arn and wordsOf', () => {
  it('knows the partitions', () => {
    expect(ec2Arn('111111111111', 'eu-west-1', 'vpc', 'vpc-1')).toBe('arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-1')
    expect(ec2Arn('111111111111', 'cn-north-1', 'vpc', 'vpc-1')).toMatch(/^arn:aws-cn:/)
    expect(ec2Arn('111111111111', 'us-gov-west-1', 'vpc', 'vpc-1')).toMatch(/^arn:aws-us-gov:/)
    expect(ec2Arn(undefined, 'eu-west-1', 'vpc', 'vpc-1')).toBeUndefined()
  })

  it('leaves out the absent, the empty and the repeated', () => {
    expect(wordsOf('a', undefined, '', null, 'b', 'a')).toEqual(['a', 'b'])
  })
})
