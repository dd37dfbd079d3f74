/** What the name of a setting says of its value. */
export type KeyVerdict =
  /** The value is a secret, whatever it looks like. */
  | 'secret'
  /** The value is an address that carries a secret: a DSN, a connection string, credentials. */
  | 'connection'
  /** `STRIPE_KEY`: a secret if its value looks in the least random. */
  | 'suspicious'
  /** Somewhere under a password, a token or a key: nobody knows whether it is the secret, or something about it. */
  | 'doubtful'
  | 'open'

const secretWords = new Set(
  (
    'password passwd passwort pwd passphrase passcode secret secrets token tokens apikey apikeys apitoken authkey privatekey ' +
    'accesskey secretkey signingkey encryptionkey masterkey accountkey sharedkey sharedaccesskey accesstoken refreshtoken ' +
    'clientsecret dbpassword dbpass userpass rootpassword salt pepper passwords'
  ).split(' '),
)
const connectionWords = new Set([
  'dsn',
  'dsns',
  'credential',
  'credentials',
  'creds',
  'connectionstring',
  'connectionstrings',
])

/** Words that people write as one: `PGPASSWORD`, `requirepass`, `bindpw`, `restuserkey`. */
const glued =
  /(?:password|passwd|passphrase|passwort|(?:api|secret|access|private|user|auth|admin)key|(?:auth|access|api|refresh)token|(?:require|master|key|store|trust|user|root|admin|db|bind|auth|sentinel)pass|(?:user|bind|root|admin|db)pw|masterauth|htpasswd)$/

/** Files that hold nothing but who may log in, and with what. */
const loginFile =
  /(?:^|[/\\])(?:\.?(?:pgpass|netrc|_netrc|htpasswd|dockercfg|git-credentials|my\.cnf|mylogin\.cnf)|userlist\.txt|\.dockerconfigjson)$/i

/** What the value itself is called, in a map about one secret: `apiKey: { inline: x }`. */
const valueWords =
  /^(?:values?|val|default(?:Value)?|data|contents?|text|plain(?:text)?|literal|inline|string(?:Value)?|raw)$/i

/** What a key must be a key *of* to be a secret by its name. */
const secretKeys = new Set(
  (
    'api private access secret signing sign encryption encrypt crypt cipher master account shared license licence auth session ssh ' +
    'deploy app jwt hmac aes rsa tls ssl cookie storage service server webhook admin'
  ).split(' '),
)
const harmlessKeys = new Set(
  'primary foreign partition sort cache public index lookup idempotency message group row hash range object join map'.split(
    ' ',
  ),
)

/** A name that ends in one of these is about a secret, and is not one: `TOKEN_TTL`, `PASSWORD_FILE`, `SECRET_NAME`. */
const about = new Set(
  (
    'id ids name names ttl expiry expires expiration expire exp lifetime age timeout url urls uri uris endpoint endpoints host ' +
    'hosts hostname port path file files dir directory length len size min max limit limits count counts enabled disabled enable ' +
    'disable required optional policy type types algorithm alg issuer audience arn arns provider version prefix suffix header ' +
    'headers field param regex pattern rotation interval second seconds minute minutes minutes hour hours day days ms format hint ' +
    'attempts strength rounds iterations cost backend class scope scopes label mode method store grant ref refs bucket table ' +
    'domain region topic queue kind validator validation generator reset encoder encoding leeway skew budget usage env var variable'
  ).split(' '),
)

/** The words of a name: `DB_PASSWORD`, `dbPassword` and `db.password` are the same two. */
function words(key: string): string[] {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}

/** The same names stand in thousands of resources. */
const judged = new Map<string, KeyVerdict>()
const mostJudged = 10_000
const longestJudged = 200

/**
 * Judges a key path, `database.password`. The last segment decides; an index says nothing, and what lies under `secrets` or
 * `credentials` is secret unless it is about one.
 */
export function judgeKey(key: string): KeyVerdict {
  if (key.length > longestJudged) return verdictOn(key)
  const before = judged.get(key)
  if (before !== undefined) return before
  const verdict = verdictOn(key)
  if (judged.size >= mostJudged) judged.clear()
  judged.set(key, verdict)
  return verdict
}

function verdictOn(key: string): KeyVerdict {
  if (/[tclswde]$/i.test(key) && loginFile.test(key)) return 'secret'
  const segments = key.split('.').filter((segment) => segment !== '' && !/^\d+$/.test(segment))
  const last = segments.at(-1) ?? key
  const parent = segments.at(-2) ?? ''
  // `env.DB_PASSWORD.value` is the password; `stripe.key` is the key of Stripe.
  const own = valueWords.test(last) ? words(parent) : /^keys?$/i.test(last) ? words(`${parent} ${last}`) : words(last)
  // Kubernetes' `secretKeyRef.key` says which entry of a secret is meant.
  if (isAbout(own) || /(?:ref|selector)$/i.test(parent)) return 'open'
  const verdict = judgeWords(own)
  if (verdict !== 'open') return verdict
  const above = segments.slice(0, -1)
  if (about.has(own.at(-1) ?? '')) return 'open'
  if (above.some((segment) => /^(?:secrets|credentials|passwords|stringData)$/i.test(segment))) return 'secret'
  return above.some(isSecretItself) ? 'doubtful' : 'open'
}

/** `apiKey`, `db_password`; not `secretTemplate` or `tokenRequest`, which are about one. */
function isSecretItself(segment: string): boolean {
  const own = words(segment)
  const last = own.at(-1) ?? ''
  const isKey = /^keys?$/.test(last) && secretKeys.has(own.at(-2) ?? '')
  return !isAbout(own) && (isKey || secretWords.has(last) || glued.test(last))
}

function isAbout(own: readonly string[]): boolean {
  const last = own.at(-1) ?? ''
  if (own.some((word) => word === 'max' || word === 'min' || word === 'num' || word === 'per')) return true
  if (own.length > 1 && about.has(last)) return true
  // Helm's `existingSecret` and `imagePullSecrets` name a secret.
  return /^secrets?$/.test(last) && own.some((word) => word === 'existing' || word === 'pull')
}

function judgeWords(own: readonly string[]): KeyVerdict {
  if (own.some((word, i) => connectionWords.has(word) || (word === 'connection' && own[i + 1] === 'string')))
    return 'connection'
  if (own.some((word) => secretWords.has(word) || (word.length > 5 && glued.test(word)))) return 'secret'
  const last = own.at(-1) ?? ''
  if (/^(?:pass|pw|psk|authorization)$/.test(last) || (last === 'auth' && own.length > 1)) return 'secret'
  const before = own.at(-2)
  if ((last === 'key' || last === 'keys') && before !== undefined && !harmlessKeys.has(before)) {
    return secretKeys.has(before) ? 'secret' : 'suspicious'
  }
  return 'open'
}
