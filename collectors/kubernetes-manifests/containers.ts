import type { Attributes } from '../../src/model/field.ts'
import type { workload } from '../../src/model/kinds/workload.ts'
import { splitImage } from './image.ts'
import { UnusableObject } from './objects.ts'
import { mebibytes, millicores } from './quantity.ts'
import { at, mapping, members, text } from './reading.ts'

type ContainerRecord = Attributes<typeof workload.fields.containers.of>

/** A container as the manifest has it, with its name. */
export interface RawContainer {
  readonly name: string
  readonly content: Readonly<Record<string, unknown>>
}

/** The containers of a pod template, those that initialise it among them: their names are unique together. */
export function containersOf(podSpec: unknown, line: number): readonly RawContainer[] {
  return [...members(at(podSpec, 'initContainers')), ...members(at(podSpec, 'containers'))].map((value) => {
    const content = mapping(value)
    const name = text(at(content, 'name'))
    if (content === undefined || name === undefined) throw new UnusableObject(line, 'a container without a name')
    return { name, content }
  })
}

/** One container of the `workload` kind. Throws {@link UnusableObject} for a quantity that is none: it is not absent. */
export function containerRecord({ name, content }: RawContainer, line: number): ContainerRecord {
  const image = text(content['image'])
  const amount = (part: 'requests' | 'limits', what: 'cpu' | 'memory'): number | undefined => {
    const written = at(content, 'resources', part, what)
    if (written === undefined || written === null) return undefined
    const value = what === 'cpu' ? millicores(written) : mebibytes(written)
    if (value === undefined)
      throw new UnusableObject(line, `resources.${part}.${what} of container ${name} is no quantity`)
    return value
  }
  return {
    name,
    ...(image === undefined ? {} : splitImage(image)),
    cpuRequest: amount('requests', 'cpu'),
    cpuLimit: amount('limits', 'cpu'),
    memoryRequest: amount('requests', 'memory'),
    memoryLimit: amount('limits', 'memory'),
    readinessProbe: mapping(content['readinessProbe']) !== undefined,
    livenessProbe: mapping(content['livenessProbe']) !== undefined,
  }
}
