/** Beginnings and forms by which providers make their secrets known, so that scanners (and this one) can find them. */
const known: readonly RegExp[] = [
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}/,
  /\bgh[pousr]_[A-Za-z0-9]{16,}/,
  /\bgithub_pat_\w{16,}/,
  /\bgl(?:pat|rt|dt|cbt|ptt|ft|soat)-[\w.-]{10,}/,
  /\bxox[a-z]-[\w-]{8,}/,
  /\bxapp-[\w-]{8,}/,
  /\b(?:sk|rk|pk)_(?:live|test)_\w{8,}/,
  /\bwhsec_[\w+/=]{8,}/,
  /\bsk-[A-Za-z0-9_-]{16,}/,
  /\bSG\.[\w-]{8,}\.[\w-]{8,}/,
  /\bAIza[\w-]{30,}/,
  /\bya29\.[\w-]{10,}/,
  /\b(?:npm|dckr_pat|lin_api|shpat|shpss|shpca|dop_v1|doo_v1|pul|hf|figd|atlasv1|PMAK)[_-][\w.-]{16,}/,
  /\bpypi-[\w-]{16,}/,
  /\bhv[sbr]\.[\w-]{16,}/,
  /\bSK[0-9a-f]{32}\b/,
  /\bkey-[0-9a-f]{32}\b/,
  /\beyJ[\w-]{8,}\.[\w-]{2,}/,
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/,
  /\bLS0tLS1CRUdJTi/,
  /AGE-SECRET-KEY-1/,
  /\$(?:2[aby]|argon2\w{0,2}|5|6|apr1|y)\$/,
  /\b(?:Bearer|Basic|Digest|Token)\s+[\w+/=.~-]{8,}/i,
  // Beginnings that nothing else has, before hexadecimal digits or capitals, which alone would pass for a hash or an id.
  /\b(?:pplx|FLWSECK(?:_TEST)?|NR(?:AK|II|JS|SP|RA))-\w{12,}/,
  /\b(?:lsv2_(?:pt|sk)|rubygems|sq[upa]|sbp|sntry[us]|bkua|pnu|rdme|gsk|r8|nfp|napi|glsa|phx|tfp|rnd|pscale_\w{2,5})_\w{20,}/,
  /\bdjango-insecure-\S{20,}/,
  /\bamzn\.mws\.[0-9a-f-]{36}/,
  /\baccess_token\$(?:production|sandbox)\$\w{8,}/,
  /\b(?:access-(?:production|sandbox|development)|pat-(?:na|eu)\d|sdk|mob|api)-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/,
  /\b[0-9a-f]{32}-(?:us\d{1,2}\b|[0-9a-f]{8}-[0-9a-f]{8}\b)/,
  /\bv1\.0-[0-9a-f]{24}-[0-9a-f]{100,}/,
  /\bA3-[A-Z0-9]{6}-[A-Z0-9]{6}(?:-[A-Z0-9]{5}){4}/,
  /\bst\.[0-9a-f]{24}\.[0-9a-f]{32}\./,
  /\b(?:hcai?k|CCIPAT)_\w{20,}/,
  /\boy2[a-z0-9]{43}\b/,
  /\bdt0[a-z]\d\d\.[A-Z0-9]{24}\.\w{20,}/,
  /\bdapi[0-9a-f]{32}\b/,
  /\bpat\w{14}\.[0-9a-f]{64}\b/,
  /\bSCW[A-Z0-9]{17}\b/,
  /\bA{20,}[\w%]{20,}/,
  /\b00D\w{12,15}![\w.]{40,}/,
  /^[\w*-]+:[\w-]+\.[0-9a-f]{50,}$/,
  /^\d\/\d{10,}:[0-9a-f]{32}$/,
  // A line of `.pgpass`.
  /^[\w.*-]+:(?:\d{4,5}|\*):[\w*-]+:[\w*-]+:\S{4,}$/,
]

/** All of them in one look for each way of reading capitals: a tenth of the time of one after the other. */
const anyKnown = ['', 'i'].map((flags) => {
  const forms = known.filter((form) => form.flags === flags)
  return new RegExp(forms.map(({ source }) => `(?:${source})`).join('|'), flags)
})

/** Whether a text holds a secret in a form that its maker documents: `AKIA...`, `ghp_...`, a JWT, a private key. */
export function hasKnownSecret(text: string): boolean {
  return anyKnown.some((forms) => forms.test(text))
}

/** What is meant to be seen: the digest of a file, and what a payment provider calls prices, products and customers. */
const shown = /^(?:sha(?:1|224|256|384|512)[-:][\w+/]{20,90}={0,2}|(?:price|prod|plan|cus|acct)_\w{8,40})$/i

const idle = /^(?:\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?|arn:aws[\w-]*:\S+|(?:0x)?[0-9a-f]+|\d+)$/i

/** What is shorter is a word. */
const shortest = 20

/**
 * Whether one token looks drawn at random: long, of mixed characters, without the structure of a name. UUIDs, hashes, ids,
 * ARNs, host names and dashed names are not; nor is a generated tail (`orders-7d9f8b6c5-x2k4q`, `Queue-1ABCDEFG2HIJK`).
 */
export function looksRandom(token: string): boolean {
  if (token.length < shortest || token.length > 4096 || idle.test(token) || !/^[\w+/=.:~-]+$/.test(token)) return false
  // One case alone has longer runs; five numbers in between are no name.
  if (/^[A-Za-z0-9]{40,}$/.test(token) && (token.match(/\d+/g)?.length ?? 0) >= 5) return true
  const parts = token.split(/[-_./:=~+]+/).filter((part) => part !== '')
  if (parts.every(isNamePart)) return false
  const runs = token.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? []
  const mean = runs.reduce((sum, run) => sum + run.length, 0) / Math.max(1, runs.length)
  // Runs of equal characters are short in what is drawn at random, and a word long in what people write.
  return mean < (hasAll(token) ? 3.3 : 2.6)
}

/** A word, CamelCase or not; a number; a short tail as controllers and templates make; a part of a UUID or hash. */
function isNamePart(part: string): boolean {
  if (/^(?:\d+|[0-9a-f]+|[a-z0-9]{1,12}|[A-Z0-9]{1,14}|[a-z]+\d{1,4})$/.test(part)) return true
  return (
    /^[A-Za-z]+\d{0,4}$/.test(part) && (part.match(/[A-Z]?[a-z]+|[A-Z]+/g)?.length ?? 0) <= Math.max(2, part.length / 3)
  )
}

function hasAll(token: string): boolean {
  return /[a-z]/.test(token) && /[A-Z]/.test(token) && /\d/.test(token)
}

/** What a text is cut into: `name:token` and `a=token` are judged whole and in parts. */
const cuts = /[\s,;|"'()[\]{}<>]+/
const innerCuts = /[:=/.]+/

/** Whether a text holds a known form of secret, or any token of it looks drawn at random. */
export function looksSecret(text: string): boolean {
  if (hasKnownSecret(text)) return true
  return text.split(cuts).some((token) => token.length >= shortest && !shown.test(token) && hasRandom(token))
}

function hasRandom(token: string): boolean {
  return looksRandom(token) || token.split(innerCuts).some(looksRandom)
}
