/**
 * The rules of the table written out as code for these kinds alone: a function for each kind, a case for each place, the rule
 * of the highest precedence first. A function gives the index of the rule in the table that is broken, or -1.
 */

const all = -1
const lone = (c, b) => (c === undefined) !== (b === undefined)
const family = (type) => type.slice(0, type.lastIndexOf('.'))
const major = (version) => version.slice(0, version.indexOf('.'))
const minor = (version) => version.slice(0, version.indexOf('.', version.indexOf('.') + 1))
const outside = (ratio, least, most) => ratio < least || ratio > most
const retention = [7, 14, 30, 35]
const ports = [3306, 5432, 5433]

function databaseInstance(at, c, b) {
  switch (at) {
    case '/class':
      return family(c.raw) !== family(b.raw) ? 0 : lone(c, b) ? 1 : all
    case '/engineVersion':
      return major(c.raw) !== major(b.raw) ? 2 : minor(c.raw) !== minor(b.raw) ? 3 : all
    case '/memory':
      return outside(c.raw / b.raw, 0.1, 10) ? 4 : c.raw > b.raw ? 5 : all
    case '/allocatedStorage':
      return c.raw < b.raw ? 6 : outside(c.raw / b.raw, 0, 4) ? 7 : all
    case '/iops':
      return c.raw < b.raw ? 8 : all
    case '/backupRetention':
      return c.raw < b.raw ? 9 : !retention.includes(c.raw) || !retention.includes(b.raw) ? 10 : all
    case '/port':
      return !ports.includes(c.raw) || !ports.includes(b.raw) ? 11 : lone(c, b) ? 12 : all
    case '/logExports':
      return b.canonical.every((one) => c.canonical.includes(one)) ? all : 13
    default:
      return all
  }
}

function computeInstance(at, c, b) {
  switch (at) {
    case '/type':
      return family(c.raw) !== family(b.raw) ? 0 : lone(c, b) ? 1 : all
    case '/vcpu':
      return c.raw / b.raw < 0.25 ? 2 : c.raw > b.raw ? 3 : all
    case '/memory':
      return c.raw / b.raw < 0.1 ? 4 : c.raw > b.raw ? 5 : all
    case '/purchasing':
      return [c, b].some(({ raw }) => raw !== 'on-demand' && raw !== 'spot') ? 6 : all
    case '/metadataTokens':
      return [c, b].some(({ raw }) => raw !== 'required' && raw !== 'optional') ? 7 : all
    default:
      if (!at.startsWith('/volumes/')) return all
      if (lone(c, b)) return 8
      return c.raw.size < b.raw.size ? 9 : c.canonical.type !== b.canonical.type ? 10 : all
  }
}

function databaseParameters(at, c, b) {
  if (at === '/family') return c.canonical !== b.canonical ? 5 : all
  if (!at.startsWith('/parameters/')) return all
  if (at === '/parameters/max_connections' && c.raw.value / b.raw.value < 0.1) return 3
  if (at === '/parameters/work_mem' && c.raw.value / b.raw.value < 0.1) return 4
  if (lone(c, b)) return 0
  return c.canonical.unit !== b.canonical.unit ? 1 : Number(c.raw.value) > Number(b.raw.value) ? 2 : all
}

function workload(at, c, b) {
  if (at === '/replicas') return c.raw / b.raw < 0.1 ? 0 : c.raw > b.raw ? 1 : all
  if (at.startsWith('/containers/')) {
    if (lone(c, b)) return 2
    if (c.canonical.image !== b.canonical.image) return 3
    if (lone(c.raw.memoryLimit, b.raw.memoryLimit)) return 4
    if (lone(c.raw.cpuLimit, b.raw.cpuLimit)) return 5
    return c.raw.memoryRequest > b.raw.memoryRequest ? 6 : all
  }
  if (!at.startsWith('/settings/')) return all
  return lone(c, b) ? 7 : c.canonical.shape !== b.canonical.shape ? 8 : all
}

function settingGroup(at, c, b) {
  if (!at.startsWith('/settings/')) return all
  if (lone(c, b)) return 0
  return c.canonical.shape !== b.canonical.shape ? 1 : lone(c.raw.value, b.raw.value) ? 2 : all
}

const byKind = {
  'database-instance': databaseInstance,
  'compute-instance': computeInstance,
  'database-parameters': databaseParameters,
  workload,
  'setting-group': settingGroup,
}

/** Judges a stream: `[kind, index of the rule, twin, pointer]` of all that is broken. */
export function judgeByHand(views) {
  const found = []
  for (const { twin, changes } of views) {
    const judge = byKind[twin.kind]
    if (judge === undefined) continue
    for (const { at, candidate, baseline } of changes) {
      const broken = judge(at, candidate, baseline)
      if (broken >= 0) found.push([twin.kind, broken, twin.id, at])
    }
  }
  return found
}
