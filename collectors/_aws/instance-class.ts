/** What the name of an EC2 instance type or RDS instance class says by itself. */
export interface InstanceClass {
  /** `m6i`; without the `db.` of RDS. */
  readonly family: string
  /** `large`; for the RDS classes with extra memory all of it, `2xlarge.tpc2.mem4x`. */
  readonly size: string
  readonly vcpu?: number
  /** Memory in MiB. */
  readonly memoryMiB?: number
  readonly architecture?: 'x86_64' | 'arm64'
}

/** vCPU and GiB of the burstable sizes, which follow no ratio. */
const burstable: Readonly<Record<string, readonly [vcpu: number, gib: number]>> = {
  nano: [2, 0.5],
  micro: [2, 1],
  small: [2, 2],
  medium: [2, 4],
  large: [2, 8],
  xlarge: [4, 16],
  '2xlarge': [8, 32],
}

/** T2 has one vCPU in its three smallest sizes. */
const burstableT2: typeof burstable = { ...burstable, nano: [1, 0.5], micro: [1, 1], small: [1, 2] }

/** GiB of memory for each vCPU, by the letter of a series, generations 5 to 8. */
const seriesRatio: Readonly<Record<string, number>> = { m: 4, c: 2, r: 8 }

/** GiB of memory for each vCPU of families that do not follow their series. */
const familyRatio: Readonly<Record<string, number>> = {
  a1: 2,
  m4: 4,
  m3: 3.75,
  c4: 1.875,
  c3: 1.875,
  c5n: 2.625,
  r4: 7.625,
  i3: 7.625,
  i3en: 8,
  i4i: 8,
  i4g: 8,
  i7i: 8,
  i7ie: 8,
  i8g: 8,
  im4gn: 4,
  is4gen: 6,
  d3: 8,
  d3en: 4,
  z1d: 8,
  x1: 15.25,
  x1e: 30.5,
  x2gd: 16,
  x2idn: 16,
  x2iedn: 32,
  x2iezn: 32,
  x8g: 16,
}

/** Sizes that break the ratio of their own family. */
const oddSizes: Readonly<Record<string, readonly [vcpu: number, gib: number]>> = {
  'c4.8xlarge': [36, 60],
  'c5n.9xlarge': [36, 96],
  'c5n.18xlarge': [72, 192],
}

/**
 * Reads an instance type (`m6i.large`) or an RDS class (`db.m6g.large`). Parts that the name does not decide (metal and
 * accelerated families, families that are not listed) stay undefined, never guessed.
 *
 * Sources: Amazon EC2 Instance Types Guide (specifications by family; naming conventions: `g` after the generation is an
 * AWS Graviton processor); Amazon RDS User Guide, "Hardware specifications for DB instance classes".
 */
export function instanceClass(name: string): InstanceClass {
  const parts = name.trim().toLowerCase().split('.')
  if (parts[0] === 'db') parts.shift()
  const family = parts[0] ?? ''
  const size = parts.slice(1).join('.')
  const architecture = architectureOf(family)
  const measures = measuresOf(family, size)
  return {
    family,
    size,
    ...(measures === undefined ? {} : { vcpu: measures[0], memoryMiB: Math.round(measures[1] * 1024) }),
    ...(architecture === undefined ? {} : { architecture }),
  }
}

function measuresOf(family: string, size: string): readonly [vcpu: number, gib: number] | undefined {
  if (family === 't2') return burstableT2[size]
  if (family === 't3' || family === 't3a' || family === 't4g') return burstable[size]
  const odd = oddSizes[`${family}.${size}`]
  if (odd !== undefined) return odd
  const ratio = ratioOf(family)
  const vcpu = vcpuOf(size)
  return ratio === undefined || vcpu === undefined ? undefined : [vcpu, vcpu * ratio]
}

function ratioOf(family: string): number | undefined {
  const listed = familyRatio[family]
  if (listed !== undefined) return listed
  const series = /^([mcr])[5-8][a-z]*(-flex)?$/.exec(family)?.[1]
  return series === undefined ? undefined : seriesRatio[series]
}

function vcpuOf(size: string): number | undefined {
  if (size === 'medium') return 1
  if (size === 'large') return 2
  if (size === 'xlarge') return 4
  // `metal-24xl` says its size; a bare `metal` is whatever the largest of its family is.
  const multiple = /^(?:(\d+)xlarge|metal-(\d+)xl)$/.exec(size)
  return multiple === null ? undefined : 4 * Number(multiple[1] ?? multiple[2])
}

function architectureOf(family: string): 'x86_64' | 'arm64' | undefined {
  if (family === 'a1') return 'arm64'
  const parts = /^([a-z]+)\d+([a-z]*)(?:-flex)?$/.exec(family)
  // Macs and high-memory bare metal have words of their own.
  if (parts === null || parts[1] === 'mac') return undefined
  return (parts[2] ?? '').includes('g') ? 'arm64' : 'x86_64'
}
