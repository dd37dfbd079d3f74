import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import type { Severity } from '../model/severity.ts'
import { Secret } from '../platform/secret.ts'
import type { SlackSettings } from './notify.ts'
import { child, type Place, textOf, type Tree } from './tree.ts'

const channelForm = /^(?:#[^\s#@,:.<>"'&]{1,80}|[CG][A-Z0-9]{6,20})$/

/** What is wrong with a channel, if anything. `#orders`, or its id. */
export function checkChannel(tree: Tree | undefined, where: string): readonly EvenkeelError[] {
  const name = textOf(tree)
  if (tree === undefined || name === undefined || name === '' || channelForm.test(name)) return []
  const mend = /^[a-z0-9_-]+$/.test(name)
    ? `Write "#${name}", in quotes.`
    : 'Write "#name" in quotes, or the id that Slack shows at the end of the channel’s details, such as C024BE91L.'
  return [problemAt(tree.place, where, 'is no Slack channel', mend)]
}

/** `notify.slack`, of a tree with its variables filled in. Settings are undefined where there is none, or it is wrong. */
export function slackOf(
  tree: Tree | undefined,
  minimum: Severity,
): { readonly settings?: SlackSettings; readonly problems: readonly EvenkeelError[] } {
  if (tree?.form !== 'map') return { problems: [] }
  const given = (key: string): Tree | undefined => child(tree, key)
  const problem = (key: string, what: string, mend: string): EvenkeelError =>
    problemAt((given(key) ?? tree).place, given(key) === undefined ? 'notify.slack' : `notify.slack.${key}`, what, mend)

  const [webhook, token, channel, endpoint] = ['webhook', 'token', 'channel', 'endpoint'].map(given)
  if (webhook !== undefined && token !== undefined) {
    return {
      problems: [problem('webhook', 'stands beside a token, and only one can be the way', 'Remove one of them.')],
    }
  }
  if (webhook === undefined && token === undefined) {
    return {
      problems: [problem('', 'has neither a webhook nor a token', 'Add `webhook:`, or `token:` and `channel:`.')],
    }
  }
  const problems: EvenkeelError[] = []
  if (webhook !== undefined) {
    for (const key of ['channel', 'endpoint'].filter((one) => given(one) !== undefined)) {
      problems.push(problem(key, 'has no effect with a webhook', `Remove it, or give a token in place of the webhook.`))
    }
    const url = filled(webhook)
    const wrong = url === undefined ? undefined : wrongUrl(url)
    if (wrong !== undefined) problems.push(problem('webhook', wrong, mendWebhook))
    return problems.length > 0 || url === undefined
      ? { problems }
      : { settings: { way: 'webhook', webhook: new Secret(url), minimum }, problems }
  }
  if (channel === undefined) {
    const mend = 'Add `channel: "#name"`: what belongs to no service with a channel of its own goes there.'
    problems.push(problem('', 'has a token and no channel', mend))
  }
  problems.push(...checkChannel(channel, 'notify.slack.channel'))
  const secret = filled(token)
  if (secret !== undefined && !/^[\x21-\x7e]+$/.test(secret)) {
    problems.push(problem('token', 'holds characters that no token has', mendToken))
  } else if (secret !== undefined && /^xapp-/.test(secret)) {
    problems.push(problem('token', 'is an app-level token, which cannot post messages', mendToken))
  }
  const base = filled(endpoint)
  const wrong = base === undefined ? undefined : wrongUrl(base)
  if (wrong !== undefined) problems.push(problem('endpoint', wrong, 'Write one such as "https://slack.com/api/".'))
  const name = filled(channel)
  if (problems.length > 0 || secret === undefined || name === undefined) return { problems }
  const settings = { way: 'token', token: new Secret(secret), channel: name, minimum } as const
  return { settings: base === undefined ? settings : { ...settings, endpoint: base.replace(/\/*$/, '/') }, problems }
}

/** A text that is not empty; what is empty was said already. */
function filled(tree: Tree | undefined): string | undefined {
  return textOf(tree) || undefined
}

const mendWebhook = 'Give the URL that Slack shows for the webhook, such as "https://hooks.slack.com/services/…".'
const mendToken = 'Give the bot token of the app (`xoxb-…`), from its page “OAuth & Permissions”.'

/** What is wrong with a URL that a secret is sent to; undefined when nothing. It is never quoted. */
function wrongUrl(url: string): string | undefined {
  const parsed = URL.parse(url)
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return 'is no URL of the web'
  if (parsed.protocol === 'http:' && !isLoopback(parsed.hostname)) return 'would send a secret in the clear over http'
  return undefined
}

/** Whether a host is this machine, where nothing is sent over a network. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

export function problemAt(place: Place, where: string, problem: string, mend: string): EvenkeelError {
  return fail('notify-settings', { ...place, where, problem, mend })
}
