import { describe, expect, it } from 'vitest'
import { readDemoArguments } from '../../../src/app/demo/arguments.ts'

describe('what the demonstration is asked', () => {
  it('reads', () => {
    expect(readDemoArguments([])).toEqual({ once: false })
    expect(readDemoArguments(['--once', '--data', 'here', '--listen=127.0.0.1:0'])).toEqual({
      once: true,
      data: 'here',
      listen: '127.0.0.1:0',
    })
  })

  it.each([[['--twice']], [['--data']], [['once']]])('refuses %s in one sentence, and says what there is', (args) => {
    expect(() => readDemoArguments(args)).toThrow(
      expect.objectContaining({
        code: 'cli-usage',
        message: expect.not.stringContaining('\n') as string,
        remedy: 'The demonstration takes --once, --data DIRECTORY and --listen HOST:PORT, after `npm run demo --`.',
      }) as Error,
    )
  })
})
