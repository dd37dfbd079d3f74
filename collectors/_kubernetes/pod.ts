import type { Attributes } from '../../src/model/field.ts'
import type { workload } from '../../src/model/kinds/workload.ts'
import type { RawContainer } from './containers.ts'
import { injectionWords } from './injected.ts'
import { some } from './lists.ts'
import { hostPathsOf, mountsOf } from './mounts.ts'
import { placementWords, spreadWords } from './placement.ts'
import { at, members, text } from './reading.ts'

type PodPart = Pick<
  Attributes<typeof workload.fields>,
  | 'serviceAccount'
  | 'priority'
  | 'gracePeriod'
  | 'hostAccess'
  | 'placement'
  | 'spread'
  | 'mounts'
  | 'pullSecrets'
  | 'injection'
>

/** What a pod says beside its containers; only what is said, without what the API fills in. */
export function podPart(pod: unknown, metadata: unknown, containers: readonly RawContainer[]): PodPart {
  const account = text(at(pod, 'serviceAccountName')) ?? text(at(pod, 'serviceAccount'))
  const priority = text(at(pod, 'priorityClassName'))
  const grace = at(pod, 'terminationGracePeriodSeconds')
  const host = ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => at(pod, field) === true)
  const pull = members(at(pod, 'imagePullSecrets')).flatMap((one) => text(at(one, 'name')) ?? [])
  return {
    ...(account === undefined || account === 'default' ? {} : { serviceAccount: account }),
    ...(priority === undefined ? {} : { priority }),
    ...(typeof grace === 'number' && grace !== 30 ? { gracePeriod: grace } : {}),
    ...some('hostAccess', [...host, ...hostPathsOf(pod)]),
    ...some('placement', placementWords(pod)),
    ...some('spread', spreadWords(pod)),
    ...some('mounts', mountsOf(pod, containers)),
    ...some('pullSecrets', pull),
    ...some('injection', injectionWords(metadata)),
  }
}
