import { describe, expect, it } from 'vitest'
import { gzipSync } from 'node:zlib'
import { startupForm } from '../../../collectors/_aws/shapes/startup-form.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

describe('the form of user data', () => {
  it.each([
    ['#!/bin/bash\nset -e\n', 'shell script'],
    ['#cloud-config\npackages: [nginx]\n', 'cloud-config'],
    ['#cloud-configuration\n', 'other'],
    ['MIME-Version: 1.0\nContent-Type: multipart/mixed\n', 'multipart'],
    ['Content-Type: multipart/mixed; boundary="x"\nMIME-Version: 1.0\n', 'multipart'],
    ['<powershell>\nGet-Date\n</powershell>', 'powershell'],
    ['<script>\ndate\n</script>', 'powershell'],
    ['[settings.kubernetes]\ncluster-name = "shop"\n', 'other'],
    ['\n\n#!/bin/sh\n', 'shell script'],
    ['', 'other'],
  ])('%j is %s, in base64 and as it is', (text, form) => {
    expect(startupForm(base64(text))).toBe(form)
    expect(startupForm(text)).toBe(form)
  })

  it('is gzip where it was packed', () => expect(startupForm(gzipSync('#!/bin/sh').toString('base64'))).toBe('gzip'))

  it('of base64 in lines is that of what is in them', () => {
    const lines = base64(`#!/bin/sh\n${'echo shop\n'.repeat(50)}`).replaceAll(/(.{76})/g, '$1\n')
    expect(startupForm(lines)).toBe('shell script')
  })
})
