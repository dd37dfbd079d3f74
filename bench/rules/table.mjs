/** The rules of the benchmark by kind, `[where, relation, with, precedence]`; by-hand.mjs has the same as code. */
export const table = {
  'database-instance': [
    ['/class', 'same-family', undefined, 9],
    ['/class', 'present-in-both', undefined, 8],
    ['/engineVersion', 'same-major', undefined, 9],
    ['/engineVersion', 'same-minor', undefined, 8],
    ['/memory', 'ratio', { least: 0.1, most: 10 }, 9],
    ['/memory', 'at-most', undefined, 8],
    ['/allocatedStorage', 'at-least', undefined, 9],
    ['/allocatedStorage', 'ratio', { most: 4 }, 8],
    ['/iops', 'at-least', undefined, 9],
    ['/backupRetention', 'at-least', undefined, 9],
    ['/backupRetention', 'in', { values: [7, 14, 30, 35] }, 8],
    ['/port', 'in', { values: [3306, 5432, 5433] }, 9],
    ['/port', 'present-in-both', undefined, 8],
    ['/logExports', 'superset', undefined, 9],
  ],
  'compute-instance': [
    ['/type', 'same-family', undefined, 9],
    ['/type', 'present-in-both', undefined, 8],
    ['/vcpu', 'ratio', { least: 0.25 }, 9],
    ['/vcpu', 'at-most', undefined, 8],
    ['/memory', 'ratio', { least: 0.1 }, 9],
    ['/memory', 'at-most', undefined, 8],
    ['/purchasing', 'in', { values: ['on-demand', 'spot'] }, 9],
    ['/metadataTokens', 'in', { values: ['required', 'optional'] }, 9],
    ['/volumes/*', 'present-in-both', undefined, 9],
    ['/volumes/*', 'at-least', { field: 'size' }, 8],
    ['/volumes/*', 'equal', { field: 'type' }, 7],
  ],
  'database-parameters': [
    ['/parameters/*', 'present-in-both', undefined, 5],
    ['/parameters/*', 'equal', { field: 'unit' }, 4],
    ['/parameters/*', 'at-most', { field: 'value' }, 3],
    ['/parameters/max_connections', 'ratio', { least: 0.1, field: 'value' }, 9],
    ['/parameters/work_mem', 'ratio', { least: 0.1, field: 'value' }, 9],
    ['/family', 'equal', undefined, 5],
  ],
  workload: [
    ['/replicas', 'ratio', { least: 0.1 }, 9],
    ['/replicas', 'at-most', undefined, 8],
    ['/containers/*', 'present-in-both', undefined, 9],
    ['/containers/*', 'equal', { field: 'image' }, 8],
    ['/containers/*', 'present-in-both', { field: 'memoryLimit' }, 7],
    ['/containers/*', 'present-in-both', { field: 'cpuLimit' }, 6],
    ['/containers/*', 'at-most', { field: 'memoryRequest' }, 5],
    ['/settings/*', 'present-in-both', undefined, 9],
    ['/settings/*', 'equal', { field: 'shape' }, 8],
  ],
  'setting-group': [
    ['/settings/*', 'present-in-both', undefined, 9],
    ['/settings/*', 'equal', { field: 'shape' }, 8],
    ['/settings/*', 'present-in-both', { field: 'value' }, 7],
  ],
}

/**
 * A guard that no change of the stream passes, laid over `equal`, which every one violates: so each rule that is asked about a
 * change has to evaluate it.
 */
export const guard = 'candidate != null && !(key in ["RELEASE", "BUILD_ID"]) && of.candidate.name == of.baseline.name'

/** Kinds that the stream has none of. */
export const absentKinds = { certificate: '/issuer', firewall: '/network', subnet: '/network', network: '/tenancy' }
