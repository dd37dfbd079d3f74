import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { daysFromNow, issue, type Issued, type IssueOptions } from '../../support/certificates.ts'
import { startTlsServer, type RunningServer } from '../../support/tls-server.ts'

/** An authority with one below it, and a file that holds the root. */
export interface Authorities {
  readonly root: Issued
  readonly intermediate: Issued
  readonly folder: string
  /** Relative to the folder. */
  readonly ca: 'root.pem'
}

/** Makes the authorities that the tests' endpoints are signed by. */
export async function makeAuthorities(): Promise<Authorities> {
  const root = await issue({
    subject: 'CN=Shop Root, O=Shop Trust',
    authority: true,
    key: 'ec-384',
    notAfter: daysFromNow(3650),
  })
  const intermediate = await issue({
    subject: 'CN=Shop Issuing 1, O=Shop Trust',
    by: root,
    authority: true,
    notAfter: daysFromNow(400),
  })
  const folder = await mkdtemp(join(tmpdir(), 'tls-endpoint-'))
  await writeFile(join(folder, 'root.pem'), `# the root\n${root.pem}\n`)
  return { root, intermediate, folder, ca: 'root.pem' }
}

/** Serves a certificate of the intermediate for `localhost`, or what the options say. */
export async function serve(
  { intermediate }: Authorities,
  options: Partial<IssueOptions> = {},
  withIntermediate = true,
): Promise<{ readonly server: RunningServer; readonly leaf: Issued }> {
  const leaf = await issue({ subject: 'CN=localhost', by: intermediate, names: ['localhost'], ...options })
  const chain = withIntermediate ? [leaf.pem, intermediate.pem] : [leaf.pem]
  return { server: await startTlsServer({ key: leaf.keyPem, cert: chain.join('\n') }), leaf }
}
