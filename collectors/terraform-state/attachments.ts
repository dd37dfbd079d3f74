import type { VolumeInput } from '../_aws/shapes/volume.ts'
import { AttributeReader, UnusableInstance } from './attribute-reader.ts'
import { managedOf } from './managed.ts'
import type { State } from './state.ts'
import { attachedVolume } from './volume.ts'

/** Volumes that are attached to an instance by a resource of their own, by the instance's id. */
export type Attachments = (instanceId: string) => readonly VolumeInput[]

const made = new WeakMap<State, Attachments>()

/** The volumes that a state attaches to instances by resources of their own (`aws_volume_attachment`). */
export function attachmentsOf(state: State): Attachments {
  const known = made.get(state) ?? gather(state)
  made.set(state, known)
  return known
}

function gather(state: State): Attachments {
  const volumes = new Map(readersOf(state, 'aws_ebs_volume').map((reader) => [textOf(reader, 'id'), reader]))
  const attachments = new Map<string, AttributeReader[]>()
  for (const reader of readersOf(state, 'aws_volume_attachment')) {
    const instance = textOf(reader, 'instance_id')
    const others = attachments.get(instance)
    if (others === undefined) attachments.set(instance, [reader])
    else others.push(reader)
  }
  return (id) => (attachments.get(id) ?? []).map((one) => attachedVolume(one, volumes.get(textOf(one, 'volume_id'))))
}

function readersOf(state: State, type: string): readonly AttributeReader[] {
  const usable = managedOf(state, [type]).filter((one) => one.attributes !== undefined)
  return usable.map((one) => new AttributeReader(one))
}

/** A text; '' where there is none, or something else. */
function textOf(reader: AttributeReader, name: string): string {
  try {
    return reader.text(name) ?? ''
  } catch (error) {
    if (!(error instanceof UnusableInstance)) throw error
    return ''
  }
}
