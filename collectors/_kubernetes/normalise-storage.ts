import { resourceQuota } from '../../src/model/kinds/resource-quota.ts'
import { storageClass } from '../../src/model/kinds/storage-class.ts'
import { volumeClaim } from '../../src/model/kinds/volume-claim.ts'
import { classifySetting } from '../../src/collect/settings.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { identityOf } from './identity.ts'
import { some } from './lists.ts'
import type { KubeObject } from './objects.ts'
import { gibibytes, parseQuantity } from './quantity.ts'
import { at, entriesOf, members, scalarText, text } from './reading.ts'

/** A PersistentVolumeClaim. Those of the instances of one stateful set are called alike. */
export function volumeClaimOf(object: KubeObject): CollectedResource<typeof volumeClaim.fields> {
  const spec = at(object.content, 'spec')
  const named = text(at(spec, 'storageClassName'))
  const size = gibibytes(at(spec, 'resources', 'requests', 'storage'))
  const mode = text(at(spec, 'volumeMode'))
  const identity = identityOf(object)
  return collected(volumeClaim, {
    ...identity,
    name: identity.name.replace(/-\d+$/, ''),
    tags: object.labels,
    attributes: {
      ...(named === undefined ? {} : { storageClass: named }),
      ...(size === undefined ? {} : { size }),
      ...some('accessModes', words(at(spec, 'accessModes'))),
      ...(mode === undefined || mode === 'Filesystem' ? {} : { volumeMode: mode }),
    },
  })
}

const isDefault = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class']

/** A StorageClass. Source: Kubernetes API reference, StorageClass. */
export function storageClassOf(
  object: KubeObject,
  fingerprint: Fingerprinter,
): CollectedResource<typeof storageClass.fields> {
  const { content, annotations } = object
  const provisioner = text(content['provisioner'])
  const reclaim = text(content['reclaimPolicy'])
  const binding = text(content['volumeBindingMode'])
  return collected(storageClass, {
    ...identityOf(object),
    tags: object.labels,
    attributes: {
      ...(provisioner === undefined ? {} : { provisioner }),
      ...(reclaim === undefined || reclaim === 'Delete' ? {} : { reclaimPolicy: reclaim }),
      ...(binding === undefined || binding === 'Immediate' ? {} : { binding }),
      ...(content['allowVolumeExpansion'] === true ? { expandable: true } : {}),
      ...(isDefault.some((key) => annotations[key] === 'true') ? { isDefault: true } : {}),
      ...some(
        'mountOptions',
        words(content['mountOptions']).map((option) => clearParameter('mountOption', option, fingerprint)),
      ),
      ...some(
        'parameters',
        entriesOf(content['parameters']).map(([key, value]) => ({
          key,
          value: clearParameter(key, value, fingerprint),
        })),
      ),
    },
  })
}

/** Drivers take passwords as parameters (`restuserkey`), though they should take the names of secrets, which are none. */
function clearParameter(key: string, value: unknown, fingerprint: Fingerprinter): string {
  const written = scalarText(value) ?? ''
  if (/secret-?(?:name|namespace)$/i.test(key)) return written
  return classifySetting(key, written, fingerprint).value ?? '***'
}

/** A ResourceQuota or a LimitRange. Amounts are in cores, bytes or pieces. */
export function resourceQuotaOf(object: KubeObject): CollectedResource<typeof resourceQuota.fields> {
  const spec = at(object.content, 'spec')
  const hard = entriesOf(at(spec, 'hard')).flatMap(([name, amount]) => limit(name, amount))
  const ranges = members(at(spec, 'limits')).flatMap((one) =>
    ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'].flatMap((which) =>
      entriesOf(at(one, which)).flatMap(([what, amount]) =>
        limit(`${text(at(one, 'type')) ?? 'Container'} ${which} ${what}`, amount),
      ),
    ),
  )
  const scopes = [
    ...words(at(spec, 'scopes')),
    ...members(at(spec, 'scopeSelector', 'matchExpressions')).map(
      (one) =>
        `${text(at(one, 'scopeName')) ?? ''} ${text(at(one, 'operator')) ?? ''} ${words(at(one, 'values')).join('|')}`,
    ),
  ]
  return collected(resourceQuota, {
    ...identityOf(object),
    tags: object.labels,
    attributes: { type: object.kind, limits: [...hard, ...ranges], ...some('scopes', scopes) },
  })
}

function limit(name: string, written: unknown): readonly { readonly name: string; readonly amount: number }[] {
  const amount = parseQuantity(written)
  return amount === undefined ? [] : [{ name, amount }]
}

function words(list: unknown): readonly string[] {
  return members(list).flatMap((one) => scalarText(one) ?? [])
}
