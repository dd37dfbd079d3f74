/**
 * Whether anything grows with the square of what is in one place: rules of one firewall, keys of one group of settings, leftovers of one
 * kind. Each size in a process of its own, from snapshot files to findings, a quarter of the size against the whole.
 *
 *     node bench/compare/sizes.mjs            the named sizes, of what is built already
 *     node bench/compare/sizes.mjs 0.1        a tenth of each
 */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contentDigest } from '../../dist/src/collect/content-digest.js'
import { kindOf } from '../../dist/src/model/kinds/index.js'
import { keyOf } from '../../dist/src/model/resource.js'
import { environments } from './make-files.mjs'

const share = Number(process.argv[2] ?? 1)
if (!(share > 0 && share <= 1)) {
  process.stderr.write('The share of each size is a number above 0, up to 1.\n')
  process.exit(2)
}

const rule = (i, shift) => ({
  protocol: 'tcp',
  ports: String(1 + ((i * 7 + shift) % 65_000)),
  cidr: `${11 + ((i >> 16) % 80)}.${(i >> 8) & 255}.${i & 255}.0/24`,
  description: `Rule ${i}`,
})

/** What is made of a size; `other`: for the other side, where a hundredth is another, in another order. */
const cases = {
  'rules of one firewall': {
    size: 50_000,
    make: (size, name, other) => {
      const rules = Array.from({ length: size }, (_, i) => rule(i, other && i % 100 === 0 ? 1 : 0))
      if (other) rules.reverse()
      return [{ kind: 'firewall', id: 'sg-1', name: `shop-${name}-web`, attributes: { ingress: rules } }]
    },
  },
  'keys of one group of settings': {
    size: 100_000,
    make: (size, name, other) => {
      const settings = Array.from({ length: size }, (_, i) => ({
        key: `KEY_${(i * 7919) % size}`,
        value: other && i % 100 === 0 ? `v${i}` : String(i),
        shape: other && i % 100 === 0 ? 'word' : 'integer',
        line: i + 1,
      }))
      return [{ kind: 'setting-group', id: `${name}.env`, name: 'app.env', attributes: { format: 'dotenv', settings } }]
    },
  },
  'leftovers of one kind': {
    size: 20_000,
    make: (size, name, other) =>
      Array.from({ length: size }, (_, i) => ({
        kind: 'firewall',
        id: `sg-${other ? 'b' : 'a'}${i}`,
        name: `${other ? 'old' : 'new'}-${(i * 2_654_435_761) % 4_294_967_291}`,
        attributes: { description: `Part ${i}` },
      })),
  },
}

function write(path, environment, resources) {
  const file = openSync(path, 'w')
  const origin = { collector: 'aws-config', mode: 'observed', scope: `${environment.account}/eu-west-1` }
  const say = (line) => writeSync(file, `${JSON.stringify(line)}\n`)
  const takenAt = '2026-11-01T12:00:00.000Z'
  say({ evenkeel: 'snapshot', version: 1, environment: environment.name, takenAt, keyId: 'bench', program: '0.1.0' })
  for (const kind of new Set(resources.map((one) => one.kind))) {
    say({ coverage: { origin, role: '', kind, status: 'complete', required: true, unknownFields: [] } })
  }
  for (const { kind, id, name, attributes } of resources) {
    const key = keyOf(kind, origin.collector, origin.scope, id)
    const digest = contentDigest(kindOf(kind), { kind, id, name, tags: {}, attributes })
    say({
      head: { key, kind, id, origin, name, identifiers: [], contentDigest: digest },
      body: { tags: {}, attributes },
    })
  }
  say({ end: true, resources: resources.length })
  closeSync(file)
}

function measure({ make }, size) {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-sizes-'))
  try {
    const files = Object.values(environments).map((environment, i) => {
      const path = join(folder, `${environment.name}.jsonl`)
      write(path, environment, make(size, environment.name, i === 1))
      return path
    })
    const contender = fileURLToPath(new URL('contender.mjs', import.meta.url))
    return JSON.parse(execFileSync(process.execPath, [contender, 'ours', ...files], { encoding: 'utf8' }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const say = (line) => process.stdout.write(`${line}\n`)
say(
  '| what | how many | processor time from files to findings, a quarter of it | all of it | growth exponent | most memory |',
)
say('|---|---:|---:|---:|---:|---:|')
for (const [name, one] of Object.entries(cases)) {
  const size = Math.round(one.size * share)
  const [quarter, whole] = [measure(one, Math.round(size / 4)), measure(one, size)]
  const exponent = Math.log(whole.work / quarter.work) / Math.log(4)
  say(
    `| ${name} | ${size.toLocaleString('en')} | ${quarter.work.toFixed(2)} s | ${whole.work.toFixed(2)} s | ${exponent.toFixed(2)} | ${whole.rss.toFixed(0)} MB |`,
  )
}
