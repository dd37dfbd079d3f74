/**
 * Twins with their changes, one after another and never two at once in memory: what compare hands to judge. Values differ in a
 * way that the relations let through, but for one change in `faulty`.
 */

const origin = { collector: 'bench', mode: 'observed', scope: 'bench' }
const whole = (raw) => ({ raw, canonical: raw })
const pointers = new Map()

/** A pointer as compare hands it over: it was a key of a map there, so the text is in one piece and its hash is known. */
function pointer(at) {
  const known = pointers.get(at)
  if (known === undefined) pointers.set(at, at)
  return known ?? at
}

const field = (at, candidate, baseline) => ({
  at: pointer(at),
  candidate: whole(candidate),
  baseline: whole(baseline),
  leaves: [''],
})

/** Eight changes of the i-th twin, by kind. */
const changesOf = {
  'database-instance': (i) => [
    field('/class', 'db.m6g.large', i.faulty ? 'db.r6g.large' : 'db.m6g.xlarge'),
    field('/engineVersion', '15.4.1', '15.4.7'),
    field('/memory', 8192, 16384),
    field('/allocatedStorage', 200 + (i.n % 7), 100),
    field('/iops', 3000, 1000 + (i.n % 11)),
    field('/backupRetention', 14, 7),
    field('/port', 5433, 5432),
    field('/logExports', ['postgresql', 'upgrade', 'audit'], ['postgresql', 'upgrade']),
  ],
  'compute-instance': (i) => [
    field('/type', 'm6i.large', i.faulty ? 'c6i.large' : 'm6i.xlarge'),
    field('/vcpu', 2, 4),
    field('/memory', 8192, 16384 + (i.n % 5)),
    field('/purchasing', 'spot', 'on-demand'),
    field('/metadataTokens', 'optional', 'required'),
    ...['xvda', 'xvdb', 'xvdc'].map((device) =>
      field(`/volumes/~1dev~1${device}`, { device, size: 40, type: 'gp3' }, { device, size: 20, type: 'gp3' }),
    ),
  ],
  'database-parameters': (i) =>
    [
      'max_connections',
      'work_mem',
      'shared_buffers',
      'wal_buffers',
      'checkpoint_timeout',
      'max_wal_size',
      'jit_above_cost',
      'random_page_cost',
    ].map((name, n) =>
      field(
        `/parameters/${name}`,
        { name, value: '100', unit: 'kB' },
        { name, value: i.faulty && n === 3 ? '50' : '400', unit: 'kB' },
      ),
    ),
  workload: (i) => [
    field('/replicas', 2, i.faulty ? 1 : 6),
    ...['api', 'proxy'].map((name) =>
      field(
        `/containers/${name}`,
        { name, image: `shop/${name}`, memoryLimit: 512, memoryRequest: 128 },
        { name, image: `shop/${name}`, memoryLimit: 1024, memoryRequest: 256 },
      ),
    ),
    ...['POOL', 'LEVEL', 'URL', 'MODE', 'TTL'].map((key) => setting(`api/${key}`, i.n)),
  ],
  'setting-group': (i) =>
    ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map((key, n) => setting(`ORDERS_${key}`, i.faulty && n === 2 ? 'x' : i.n)),
}

function setting(key, n) {
  const own = { key, value: 'a', shape: 'word' }
  const other = { key, value: String(n), shape: n === 'x' ? 'integer' : 'word' }
  return field(`/settings/${key.replaceAll('/', '~1')}`, own, other)
}

const kinds = Object.keys(changesOf)
const attributes = { engine: 'postgres' }

/** `twins` twins, each of two resources with eight changes. One in `faultyOne` breaks a rule; 0: none does. */
export function* stream(twins, faultyOne = 0) {
  for (let n = 0; n < twins; n += 1) {
    const kind = kinds[n % kinds.length]
    const changes = changesOf[kind]({ n, faulty: faultyOne > 0 && n % (faultyOne + 1) === 0 })
    yield viewOf(kind, n, changes)
  }
}

function viewOf(kind, n, changes) {
  const [candidate, baseline] = ['staging', 'production'].map((side) => ({
    key: `${kind}|bench|bench|${side}-${n}`,
    kind,
    id: `${side}-${n}`,
    name: `${side}-${n}`,
    origin,
    identifiers: [],
    contentDigest: '',
    tags: {},
    attributes,
  }))
  const members = { candidate: [candidate], baseline: [baseline] }
  const twin = {
    id: `twin-${n}`,
    kind,
    name: `${kind}-${n}`,
    candidate: [candidate.key],
    baseline: [baseline.key],
    method: 'name',
    confidence: 1,
    evidence: [],
  }
  return { twin, candidate, baseline, changes, units: () => changes, members }
}
