import { AttributeReader } from './attribute-reader.ts'
import type { State } from './state.ts'

/** What managed prefix lists mean: their id differs in every region and account. */
export type PrefixLists = (ids: readonly string[]) => {
  readonly cidrs: readonly string[]
  readonly prefixLists: readonly string[]
}

const types: readonly string[] = ['aws_ec2_managed_prefix_list', 'aws_prefix_list']

/**
 * The prefix lists that a state knows, made by it or looked up. One of AWS's own stands for a service (`com.amazonaws.s3`),
 * one of the account's for the ranges in it. A list that the state does not know keeps its id.
 */
export function prefixListsOf(state: State): PrefixLists {
  const known = new Map<string, { readonly service: string } | { readonly cidrs: readonly string[] }>()
  for (const instance of [...state.managed, ...state.lookedUp]) {
    if (!types.includes(instance.type) || instance.attributes === undefined) continue
    const reader = new AttributeReader(instance)
    const name = reader.text('name') ?? reader.text('prefix_list_name')
    const id = reader.text('id') ?? reader.text('prefix_list_id')
    if (id === undefined) continue
    if (name?.startsWith('com.amazonaws.') === true) known.set(id, { service: withoutRegion(name) })
    else known.set(id, { cidrs: rangesOf(reader) })
  }
  return (ids) => {
    const meanings = ids.map((id) => known.get(id) ?? { service: id })
    return {
      cidrs: meanings.flatMap((meaning) => ('cidrs' in meaning ? meaning.cidrs : [])),
      prefixLists: meanings.flatMap((meaning) => ('service' in meaning ? [meaning.service] : [])),
    }
  }
}

/** The resource has `entry`, what is looked up has `entries`. */
function rangesOf(reader: AttributeReader): readonly string[] {
  const entries = [...reader.blocks('entry'), ...reader.blocks('entries')]
  return entries.flatMap((entry) => entry.text('cidr') ?? [])
}

/** `com.amazonaws.eu-west-1.s3` is the same thing in every region. */
function withoutRegion(name: string): string {
  return name.replace(/^(com\.amazonaws\.)[a-z]{2}(?:-[a-z]+)+-\d\./, '$1')
}
