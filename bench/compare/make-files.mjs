/**
 * Two snapshot files of one system, staging and production, as a collector would write them: some 2 kB a resource, every id, ARN, account,
 * host and address range another, so that no line is equal. Written one resource after another: no environment is ever held.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { contentDigest } from '../../dist/src/collect/content-digest.js'
import { kindOf } from '../../dist/src/model/kinds/index.js'
import { keyOf } from '../../dist/src/model/resource.js'
import { makers } from './makers.mjs'

/** How many of a hundred pairs are of each kind. */
const shares = [
  ['compute-instance', 20],
  ['database-instance', 10],
  ['database-parameters', 5],
  ['firewall', 35],
  ['setting-group', 10],
  ['workload', 20],
]

export const environments = {
  staging: { name: 'staging', account: '222222222222', digit: '2', net: '10.20', domain: 'staging.shop.example' },
  production: { name: 'production', account: '111111111111', digit: '1', net: '10.10', domain: 'shop.example' },
}

const takenAt = '2026-11-01T12:00:00.000Z'

/**
 * Writes one environment.
 *
 * @param {string} path
 * @param {{ name: string, account: string, digit: string, net: string, domain: string }} environment
 * @param {number} pairs how many resources
 * @param {(i: number) => boolean} isChanged whether the i-th differs from its twin
 * @returns {number} bytes written
 */
export function writeSnapshotFile(path, environment, pairs, isChanged) {
  const file = openSync(path, 'w')
  let waiting = []
  let size = 0
  let bytes = 0
  const flush = () => {
    bytes += writeSync(file, waiting.join(''))
    waiting = []
    size = 0
  }
  const write = (line) => {
    waiting.push(line, '\n')
    size += line.length
    if (size > 1 << 22) flush()
  }
  const scope = `${environment.account}/eu-west-1`
  const origin = { collector: 'aws-config', mode: 'observed', scope }
  write(
    JSON.stringify({
      evenkeel: 'snapshot',
      version: 1,
      environment: environment.name,
      takenAt,
      keyId: 'bench',
      program: '0.1.0',
    }),
  )
  const kinds = [...shares.map(([kind]) => kind), 'network']
  for (const kind of kinds) {
    const row = {
      origin,
      role: '{account:main}/{region:primary}',
      kind,
      status: 'complete',
      required: true,
      unknownFields: [],
    }
    write(JSON.stringify({ coverage: row }))
  }
  let count = 0
  const add = (kind, given) => {
    const { id, name, address, identifiers, tags, attributes } = given
    const resource = {
      kind,
      id,
      name,
      address,
      identifiers,
      account: environment.account,
      region: 'eu-west-1',
      tags,
      attributes,
    }
    const head = {
      key: keyOf(kind, origin.collector, origin.scope, id),
      kind,
      id,
      origin,
      name,
      ...(address === undefined ? {} : { address }),
      identifiers,
      account: environment.account,
      region: 'eu-west-1',
      contentDigest: contentDigest(kindOf(kind), resource),
    }
    write(JSON.stringify({ head, body: { tags, attributes } }))
    count += 1
  }
  for (const [kind, share] of shares) {
    const of = Math.floor((pairs * share) / 100)
    for (let i = 0; i < of; i += 1) add(kind, makers[kind](i, environment, isChanged(i)))
  }
  add('network', makers.network(0, environment, false))
  write(JSON.stringify({ end: true, resources: count }))
  flush()
  closeSync(file)
  return bytes
}
