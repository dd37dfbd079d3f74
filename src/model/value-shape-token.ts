const booleans = /^(?:true|false)$/i
const switches = /^(?:yes|no|on|off|enabled|disabled)$/i
const nothing = /^(?:null|undefined|nil|nan|n\/a|0{8}-(?:0{4}-){3}0{12})$/i
/** What people write where something is still to be filled in. */
const placeholders: readonly RegExp[] = [
  /^(?:change[-_ ]?(?:me|it|this)(?:[-_! ].{0,40})?|to[-_ ]?do|tb[dc]|fix[-_ ]?me|\*{3,}|\?{2,}|\.{3}|placeholder|dummy)$/i,
  /^(?:replace[-_ ]?(?:me|this)|(?:set|fill|enter|edit)[-_ ]?me(?:[-_ ]in)?|(?:replace|insert|your)[-_]\S{1,80})$/i,
  /^(?:<[^<>]+>|\[(?:your|insert|change|replace)[^\]]*\])$/i,
  /^(?:(?:enter|insert|put|add|fill in)[-_ ](?:your|the|an?|value|here)\b.{0,60}|to be (?:set|done|defined|decided|determined|filled.{0,20}))$/i,
  /^(?:TODO|FIXME|TBD)\b[:.!, -].{0,80}$/,
  /^todo:.{0,80}$/i,
  /^(?:[a-z]{2,5}[-_](?:[a-z]{3,5}[-_])?|AKIA)?x{3,}(?:[-_. ]?x{2,})*$/i,
  /^(?:dummy|example|sample|fake)[-_ ](?:(?:api|access)[-_ ]?)?(?:key|token|secret|password|value|id)$/i,
]
/**
 * Addresses that lead nowhere: the names that are kept for documentation, `your-domain`, what is still in angle brackets.
 * Source: RFC 2606; the endings `.example` and `.test` are left to those who use them in earnest, within one network.
 */
const emptyAddresses: readonly RegExp[] = [
  /^(?:[a-z][a-z0-9+.-]{0,30}:\/\/)?(?:[^\s/@]{1,80}@)?(?:[\w-]+\.){0,6}(?:example\.(?:com|net|org|edu)|(?:your[-_]?(?:domain|company|site|host|server|app|org)|my[-_]?(?:domain|company))(?:\.[a-z]{2,10}){1,2})\.?(?::\d+)?(?:[/?#]\S*)?$/i,
  /^[a-z][a-z0-9+.-]{0,30}:\/\/\S*<[\w -]{2,40}>\S*$/i,
  /^[a-z][a-z0-9+.-]{0,30}:\/\/(?:USER(?:NAME)?:PASS(?:WORD)?@|\S*@(?:HOST|HOSTNAME|YOUR_HOST)[:/])/,
]
/** What something else fills in before anybody reads it. */
const templates =
  /^(?:\$\{[^{}]+\}|\$\([^()]+\)|\{\{[^{}]+\}\}|%\([\w.]+\)s|%[A-Z][A-Z0-9_]{1,60}%|__[A-Z][A-Z0-9_]{1,60}__|@@[\w.-]{2,60}@@|#\{[\w.-]{2,60}\}#?|<%=[^%]{1,120}%>)$/
const uuid = /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i
const duration =
  /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d|w|y))+$|^\d+(?:\.\d+)? ?(?:sec|min|hour|day|week|month|second|minute|hr|yr|year|millisecond)s?$/i
const isoDuration = /^P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/
const size = /^\d+(?:\.\d+)? ?(?:[KMGTPE]i?B?|[kmgt]i?b|[kg]|B|bytes?)$/
const rate = /^\d+(?:\.\d+)? ?(?:r|req|requests)?(?:\/| per )\d*\s?(?:s|m|h|d|sec|min|second|minute|hour|day)s?$/i
const instant = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/i
const cronField =
  '(?:[\\d*?]|SUN|MON|TUE|WED|THU|FRI|SAT|JAN|FEB|MAR|APR|MAY|JU[NL]|AUG|SEP|OCT|NOV|DEC)[\\dA-Z*,/#-]{0,40}'
const cron = new RegExp(`^(?:${cronField}[ \\t]+){4,5}${cronField}$`, 'i')

/** The longest value that can have one of these forms. */
const longest = 256

/** The shape of a value that has a form of its own, other than a list or a network address; undefined if it has none. */
export function tokenShape(value: string): string | undefined {
  if (value.length > longest) return undefined
  if (booleans.test(value)) return 'boolean'
  if (switches.test(value)) return 'switch'
  if (nothing.test(value)) return 'none'
  if (templates.test(value)) return 'template'
  if (isPlaceholder(value)) return 'placeholder'
  if (value === '*') return 'wildcard'
  if (uuid.test(value)) return 'uuid'
  return numberShape(value) ?? unitShape(value) ?? nameShape(value)
}

/** Whether somebody meant to fill it in: `changeme`, `<your key>`, `https://example.com/`. */
function isPlaceholder(value: string): boolean {
  return placeholders.some((form) => form.test(value)) || emptyAddresses.some((form) => form.test(value))
}

function numberShape(value: string): string | undefined {
  if (/^[+-]?\d+$/.test(value)) return value.length < 7 ? 'integer' : 'integer(long)'
  // 682e882 is a hash, 1e6 is a number.
  if (/^(?:0x[0-9a-f]+|(?=.*\d)(?=.*[a-f])[0-9a-f]{7,})$/i.test(value)) return 'hex'
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(value)) return 'number'
  if (/^[+-]?\d+(?:\.\d+)? ?%$/.test(value)) return 'percent'
  if (/^v\d+(?:\.\d+){0,3}(?:[-+][\w.-]+)?$/i.test(value)) return 'version'
  return /^\d+\.\d+\.\d+(?:[-+][\w.-]+)?$/.test(value) ? 'version' : undefined
}

function unitShape(value: string): string | undefined {
  if (duration.test(value) || isoDuration.test(value)) return 'duration'
  if (size.test(value)) return 'size'
  if (rate.test(value)) return 'rate'
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return 'date'
  if (instant.test(value)) return 'instant'
  return /^@(?:hourly|daily|weekly|monthly|yearly|annually|reboot)$/.test(value) ||
    (cron.test(value) && /[*/?]/.test(value))
    ? 'cron'
    : undefined
}

function nameShape(value: string): string | undefined {
  const arn = /^arn:aws[a-z-]*:([a-z0-9-]{1,40}):[^:\s]*:\d*:\S+$/.exec(value)
  if (arn !== null) return `arn(${arn[1] ?? ''})`
  if (/^[^<>@\s][^<>@]{0,100}<[^\s<>@]+@[^\s<>@]+>$/.test(value)) return 'email'
  if (value === '/') return 'path(root)'
  if (!/^(?:\/|\.{1,2}\/|~\/|[A-Z]:\\)[^\s?]*$/i.test(value)) return undefined
  return /[/\\]$/.test(value) ? 'path(/)' : 'path'
}
