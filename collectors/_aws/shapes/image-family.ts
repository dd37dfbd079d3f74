/** A system whose release is a number that follows its name, and how many parts of the number are its release. */
const systems: Readonly<Record<string, number>> = {
  almalinux: 1,
  centos: 1,
  debian: 1,
  fedora: 1,
  flatcar: 1,
  freebsd: 1,
  oracle: 1,
  rhel: 1,
  rocky: 1,
  sles: 1,
  suse: 1,
  ubuntu: 2,
}
/** What may stand between a system and its number. */
const between = ['base', 'cloud', 'ec2', 'leap', 'linux', 'lts', 'minimal', 'os', 'stream']

/**
 * The name of an image without what its build put into it: versions with a dot, dates and times, commit ids, numbers of four
 * digits and more. `ubuntu-jammy-22.04-amd64-server-20260301` and `shop-web-1.14.2-3f9ac21` are `ubuntu-jammy-amd64-server`
 * and `shop-web`. The release of an operating system, of SQL Server and of a Kubernetes node is no build: `Windows_Server-2019-...`
 * and `Windows_Server-2022-...`, `debian-11-...` and `debian-12-...`, nodes of 1.29 and 1.30 are families of their own.
 */
export function imageFamily(name: string): string {
  const known = families.get(name)
  if (known !== undefined) return known
  const family = withoutBuild(name)
  if (families.size >= mostRemembered) families.clear()
  families.set(name, family)
  return family
}

/** Thousands of machines are of one image. */
const families = new Map<string, string>()
const mostRemembered = 1000

function withoutBuild(name: string): string {
  const parts = name.split(/(?<=[-_ /])/)
  const words = parts.map((part) => part.replace(/[-_ /]$/, ''))
  const family = parts.map((part, i) => keptOf(part, i, words)).join('')
  const tidy = family.replace(/[-_ /]{1,8}$/, '')
  return tidy === '' ? name : tidy
}

/** What of a word belongs to the family, with the separator that ends it. */
function keptOf(part: string, i: number, words: readonly string[]): string {
  const word = words[i] ?? ''
  if (!isBuild(word) || (word === '64' && words[i - 1] === 'x86')) return part
  const release = releaseOf(word, i, words)
  return release === undefined ? '' : release + part.slice(word.length)
}

function releaseOf(word: string, i: number, words: readonly string[]): string | undefined {
  const before = words.slice(0, i).map((one) => one.toLowerCase())
  // A year with a month after it is a date.
  const isYear = /^20\d\d$/.test(word) && !/^(?:0[1-9]|1[0-2])$/.test(words[i + 1] ?? '')
  if (isYear && (before.includes('windows') || before.at(-1) === 'sql')) return word
  if (/^1\.\d{1,2}$/.test(word) && before.some((one) => one === 'eks' || one === 'k8s')) return word
  const system = before.findLast((one) => !between.includes(one)) ?? ''
  const numbers = /^\d{1,2}(?:\.\d+)*/.exec(word)?.[0].split('.')
  return numbers === undefined || !Object.hasOwn(systems, system)
    ? undefined
    : numbers.slice(0, systems[system]).join('.')
}

function isBuild(word: string): boolean {
  if (/^v?\d+(?:\.\w+)+$/i.test(word)) return true
  if (/^(?:\d{1,2}|v?\d{4,}|\d{1,2}T?\d{1,2}Z?|\d{8}T\d{4,6}Z?|\d{1,2}T\d{2}(?:[:.]\d{2})*Z?)$/.test(word)) return true
  return /^(?=.*\d)(?=.*[a-f])[0-9a-f]{7,40}$/.test(word)
}
