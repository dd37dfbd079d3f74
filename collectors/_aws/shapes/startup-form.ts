/** What user data begins with, and what it then is. Source: cloud-init, "User-data formats"; EC2 User Guide for Windows. */
const forms: readonly (readonly [pattern: RegExp, form: string])[] = [
  [/^#cloud-config\b/, 'cloud-config'],
  [/^#!/, 'shell script'],
  [/^(?:MIME-Version|Content-Type):/i, 'multipart'],
  [/^<(?:powershell|script)>/i, 'powershell'],
]

/**
 * What sort of thing user data is, by its first characters: `shell script`, `cloud-config`, `multipart`, `powershell`,
 * `gzip`, `other`. Nothing of it is in the answer. Takes base64, as EC2 keeps it; what is none is taken as it is.
 */
export function startupForm(userData: string): string {
  const head = Buffer.from(userData.slice(0, 400), 'base64')
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip'
  const decoded = /^[A-Za-z0-9+/=\s]+$/.test(userData.slice(0, 400)) ? head.toString('utf8') : userData
  return forms.find(([pattern]) => pattern.test(decoded.trimStart()))?.[1] ?? 'other'
}
