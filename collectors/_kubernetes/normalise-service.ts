import type { Attributes } from '../../src/model/field.ts'
import { networkService } from '../../src/model/kinds/network-service.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { identityOf } from './identity.ts'
import { some } from './lists.ts'
import type { KubeObject } from './objects.ts'
import { optionsOf } from './options.ts'
import { at, members, scalarText, text } from './reading.ts'
import { labelWords } from './selectors.ts'

type Port = Attributes<typeof networkService.fields.ports.of>

/**
 * A Service. Addresses and node ports that the cluster chose stay out, and so does what the API fills in.
 *
 * Source: Kubernetes API reference, ServiceSpec.
 */
export function networkServiceOf(
  object: KubeObject,
  fingerprint: Fingerprinter,
): CollectedResource<typeof networkService.fields> {
  const spec = at(object.content, 'spec')
  const type = text(at(spec, 'type'))
  const externalName = text(at(spec, 'externalName'))
  const affinity = text(at(spec, 'sessionAffinity'))
  const policy = text(at(spec, 'externalTrafficPolicy'))
  const ranges = members(at(spec, 'loadBalancerSourceRanges')).flatMap((one) => text(one) ?? [])
  return collected(networkService, {
    ...identityOf(object),
    tags: object.labels,
    attributes: {
      ...(type === undefined || type === 'ClusterIP' ? {} : { type }),
      ...(at(spec, 'clusterIP') === 'None' ? { headless: true } : {}),
      ports: portsOf(spec),
      ...some('selector', labelWords(at(spec, 'selector'))),
      ...(externalName === undefined ? {} : { externalName: externalName.replace(/^.*@/s, '') }),
      ...(affinity === undefined || affinity === 'None' ? {} : { affinity }),
      ...(policy === undefined || policy === 'Cluster' ? {} : { trafficPolicy: policy }),
      ...some('sourceRanges', ranges),
      ...some('options', optionsOf(object, fingerprint)),
    },
  })
}

function portsOf(spec: unknown): readonly Port[] {
  return members(at(spec, 'ports')).flatMap((written) => {
    const port = at(written, 'port')
    if (typeof port !== 'number') return []
    const protocol = text(at(written, 'protocol'))
    const target = scalarText(at(written, 'targetPort'))
    const application = text(at(written, 'appProtocol'))
    const name = text(at(written, 'name'))
    return [
      {
        port,
        ...(protocol === undefined || protocol === 'TCP' ? {} : { protocol }),
        ...(target === undefined || target === String(port) ? {} : { target }),
        ...(application === undefined ? {} : { application }),
        ...(name === undefined ? {} : { name }),
      },
    ]
  })
}
