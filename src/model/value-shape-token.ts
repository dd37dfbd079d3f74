const booleans = /^(?:true|false)$/i
const switches = /^(?:yes|no|on|off|enabled|disabled)$/i
const nothing = /^(?:null|undefined|nil|nan|n\/a)$/i
const placeholders =
  /^(?:change[-_ ]?(?:me|it|this)|to[-_ ]?do|tbd|fix[-_ ]?me|x{3,}|\*{3,}|\?{2,}|\.{3}|placeholder|dummy|replace[-_ ]?(?:me|this)|(?:replace|insert|your)[-_]\S{1,80}|<[^<>]+>|\[(?:your|insert|change|replace)[^\]]*\])$/i
const templates = /^(?:\$\{[^{}]+\}|\$\([^()]+\)|\{\{[^{}]+\}\}|%\([\w.]+\)s)$/
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
  if (placeholders.test(value)) return 'placeholder'
  if (templates.test(value)) return 'template'
  if (value === '*') return 'wildcard'
  if (uuid.test(value)) return 'uuid'
  return numberShape(value) ?? unitShape(value) ?? nameShape(value)
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
