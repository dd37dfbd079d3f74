/**
 * The house rules of docs/architecture.md, as a machine reads them: which folder may import which.
 * A folder that is not named in `allowed` may import nothing of ours.
 */
const allowed = {
  'src/model': [],
  'src/errors': [],
  'src/platform': ['src/errors'],
  'src/config': ['src/model', 'src/errors', 'src/platform'],
  'src/compare': ['src/model'],
  'src/judge': ['src/model'],
  'src/collect': ['src/model', 'src/errors', 'src/platform'],
  'src/report': ['src/model', 'src/errors', 'src/platform'],
  'src/jobs': [
    'src/collect',
    'src/compare',
    'src/judge',
    'src/store/contract',
    'src/store/pool.ts',
    'src/notify/contract.ts',
    'src/report/contract.ts',
    'src/model',
    'src/errors',
    'src/platform',
  ],
  'src/store': ['src/model', 'src/errors', 'src/platform'],
  'src/notify': ['src/model', 'src/errors', 'src/platform'],
  'src/api': [
    'src/model',
    'src/errors',
    'src/platform',
    'src/store/contract',
    'src/jobs/contract.ts',
    'src/report/contract.ts',
  ],
  'src/cli': ['src/app'],
}

const house = Object.entries(allowed).map(([from, to]) => ({
  name: `${from} imports only what the house allows`,
  severity: 'error',
  from: { path: `^${from}/` },
  to: {
    path: '^(src|collectors|rules|test)/',
    pathNot: `^(${[from, ...to].map((one) => (one.endsWith('.ts') ? `${one}$` : `${one}/`)).join('|')})`,
  },
}))

module.exports = {
  forbidden: [
    ...house,
    {
      name: 'a collector imports the contract, never a sibling',
      severity: 'error',
      from: { path: '^collectors/([^_/][^/]*)/' },
      to: {
        path: '^(src|collectors)/',
        pathNot: '^(src/(collect|model|errors|platform)|collectors/_[^/]+|collectors/$1)/',
      },
    },
    {
      // Of what is shared, a family (AWS, Kubernetes) knows what belongs to none: containers, files, settings files.
      name: 'what collectors share does not know them',
      severity: 'error',
      from: { path: '^collectors/_([^/]+)/' },
      to: {
        path: '^(src|collectors)/',
        pathNot: '^(src/(collect|model|errors|platform)|collectors/_$1|collectors/_(containers|files|settings-files))/',
      },
    },
    {
      // Types that name each other cost nothing at run time; modules that load each other do.
      name: 'no cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no development packages at run time',
      severity: 'error',
      from: { path: '^(src|collectors)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'no unresolvable imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // See src/model/commonjs.ts.
    exoticRequireStrings: ['commonJs'],
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
