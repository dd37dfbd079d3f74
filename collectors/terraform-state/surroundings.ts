import { AttributeReader, UnusableInstance } from './attribute-reader.ts'
import { attachedVolume, type Surroundings } from './normalise-instance.ts'
import type { State, StateInstance } from './state.ts'

const made = new WeakMap<State, Surroundings>()

/** What the resources of a state say of each other: the network of a subnet or group, the volumes of an instance. */
export function surroundingsOf(state: State): Surroundings {
  const known = made.get(state) ?? gather(state)
  made.set(state, known)
  return known
}

function gather(state: State): Surroundings {
  const networks = new Map<string, string>()
  for (const reader of readersOf(state, ['aws_subnet', 'aws_security_group', 'aws_default_security_group'])) {
    // One that cannot be used is told by the read of its own kind.
    const [id, network] = usableTexts(reader, 'id', 'vpc_id')
    if (id !== undefined && network !== undefined) networks.set(id, network)
  }
  const volumes = new Map(
    readersOf(state, ['aws_ebs_volume']).map((reader) => [usableTexts(reader, 'id')[0] ?? '', reader]),
  )
  const attachments = new Map<string, AttributeReader[]>()
  for (const reader of readersOf(state, ['aws_volume_attachment'])) {
    const instance = usableTexts(reader, 'instance_id')[0] ?? ''
    attachments.set(instance, [...(attachments.get(instance) ?? []), reader])
  }
  return {
    networkOf: (id) => networks.get(id),
    attachedTo: (id) =>
      (attachments.get(id) ?? []).map((one) => attachedVolume(one, volumes.get(one.text('volume_id') ?? ''))),
  }
}

function readersOf(state: State, types: readonly string[]): readonly AttributeReader[] {
  const usable = (one: StateInstance): boolean => types.includes(one.type) && one.attributes !== undefined
  return state.managed.filter(usable).map((one) => new AttributeReader(one))
}

function usableTexts(reader: AttributeReader, ...names: readonly string[]): readonly (string | undefined)[] {
  try {
    return names.map((name) => reader.text(name))
  } catch (error) {
    if (!(error instanceof UnusableInstance)) throw error
    return []
  }
}
