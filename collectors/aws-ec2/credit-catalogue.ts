import type { Instance } from '@aws-sdk/client-ec2'
import { computeInstance } from '../../src/model/kinds/compute-instance.ts'
import { pages } from '../_aws/paging.ts'
import { orUnknown, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { ec2 } from './client.ts'

/**
 * Which burstable instances have unlimited credits. One list for all, asked for when the first burstable instance is seen:
 * without ids it holds those that are unlimited, or once were. One that is not in it is standard.
 *
 * Source: Amazon EC2 API Reference, DescribeInstanceCreditSpecifications.
 */
export class CreditCatalogue {
  private known: ReadonlyMap<string, string> | undefined
  private asked = false
  private readonly request: AwsRead
  private readonly session: AwsSession

  constructor(request: AwsRead, session: AwsSession) {
    this.request = request
    this.session = session
  }

  async learn(instances: readonly Instance[]): Promise<void> {
    if (this.asked || !instances.some(isBurstable)) return
    this.asked = true
    this.known = await orUnknown(this.request, computeInstance, ['/credits'], () => this.read(), undefined)
  }

  /** `standard` or `unlimited`; undefined for a type that does not burst, or when it is not known. */
  of(instance: Instance): string | undefined {
    if (this.known === undefined || !isBurstable(instance)) return undefined
    return this.known.get(instance.InstanceId ?? '') ?? 'standard'
  }

  private async read(): Promise<ReadonlyMap<string, string>> {
    const { client, sdk } = await this.session.open(ec2)
    const found = new Map<string, string>()
    const list = pages({
      ...this.session.place('ec2:DescribeInstanceCreditSpecifications', this.request.signal),
      fetch: (NextToken) =>
        client.send(new sdk.DescribeInstanceCreditSpecificationsCommand({ MaxResults: 1000, NextToken }), {
          abortSignal: this.request.signal,
        }),
      items: (page) => page.InstanceCreditSpecifications,
      next: (page) => page.NextToken,
    })
    for await (const page of list) {
      for (const { InstanceId: id, CpuCredits: credits } of page) if (id && credits) found.set(id, credits)
    }
    return found
  }
}

function isBurstable({ InstanceType: type }: Instance): boolean {
  return /^t\d/.test(type ?? '')
}
