import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMoto, type Moto } from '../support/moto.ts'
import { startPostgres } from '../support/postgres.ts'
import { startSlack } from '../support/slack-server.ts'
import { startSmtp } from '../support/smtp.ts'
import { newCanaries } from './story/canaries.ts'
import { calm, crashing, plan, type Crash, type Disturb } from './story/crashes.ts'
import { endingOf, expectWell, type Ending } from './story/ending.ts'
import { install, type Installation, type Way } from './story/installation.ts'
import { storyShop } from './story/shop.ts'
import { tell } from './story/telling.ts'

// needs: moto, postgres and redis

/** Ten crashes in all. Another seed is tried with EVENKEEL_STORY_SEED. */
const ways: readonly { readonly way: Way; readonly regions: readonly [string, string]; readonly crashes: number }[] = [
  { way: 'embedded', regions: ['eu-west-1', 'eu-west-2'], crashes: 3 },
  { way: 'postgresql', regions: ['eu-central-1', 'eu-west-3'], crashes: 3 },
  { way: 'redis', regions: ['us-east-1', 'us-west-2'], crashes: 4 },
]
/** There to end what hangs: it takes a tenth of it. */
const timeout = 600_000
const seed = Number(process.env.EVENKEEL_STORY_SEED ?? Math.floor(Math.random() * 2 ** 31))

describe('the story of a difference, told by the built service', () => {
  let moto: Moto
  beforeAll(async () => {
    moto = await startMoto()
  })
  afterAll(() => moto?.stop())

  const story = async (
    way: Way,
    region: string,
    crashes: number,
    disturbed: (installation: Installation) => Disturb,
  ): Promise<Ending> => {
    const canaries = newCanaries()
    const slack = await startSlack({ token: canaries.slackToken })
    const smtp = await startSmtp({ auth: { user: 'parity', password: canaries.smtpPassword } })
    const shop = await storyShop(moto.url, region, { slack, smtp }, canaries)
    const { folder, variables } = shop
    const { fingerprintKey } = canaries
    const installation = await install(way, { folder, variables, fingerprintKey, postgres: startPostgres })
    const byProgram = region === ways.find((one) => one.way === way)?.regions[0]
    const whole = { shop, installation, slack, smtp, byProgram, secrets: { ...canaries } }
    try {
      const told = await tell(whole, disturbed(installation))
      const ending = await endingOf(whole, told)
      expectWell(whole, told, ending, crashes)
      const { everything: _, ...compared } = ending
      return compared
    } finally {
      await installation.remove()
      await Promise.all([slack.stop(), smtp.stop(), shop.remove()])
    }
  }

  // At the same time: most of the time a story waits.
  it.concurrent.each(ways)('$way: as it should be, and the same with $crashes crashes', { timeout }, async (told) => {
    const { way, regions, crashes } = told
    const durations: Record<string, number> = {}
    const expected = await story(way, regions[0], 0, () => calm(durations))
    const made: Crash[] = []
    const befallen = await story(way, regions[1], crashes, (installation) => {
      const planned = plan(crashes, seed + way.length, durations, installation.names)
      console.log(`${way}, EVENKEEL_STORY_SEED=${seed}: ${planned.map(inWords).join('; ')}`)
      return crashing(installation, planned, made)
    })
    expect(made).toHaveLength(crashes)
    expect(befallen).toEqual(expected)
  })
})

function inWords({ name, chapter, after }: Crash): string {
  return `${name} in "${chapter}" after ${(after / 1000).toFixed(1)} s`
}
