import type { CertificateDetail, CertificateSummary, Tag } from '@aws-sdk/client-acm'
import { certificate } from '../../src/model/kinds/certificate.ts'
import type { Pointer } from '../../src/model/pointer.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { malformed } from '../_aws/errors.ts'
import { unlessGone } from '../_aws/gone.ts'
import { each, oneCall, pages } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { takeTime } from '../_aws/take-time.ts'
import { acm } from './client.ts'
import { pemReader, type PemContents, type PemReader } from './pem.ts'
import { normaliseCertificate } from './normalise.ts'

/** What only DescribeCertificate tells; the list has the rest. */
const described: readonly Pointer[] = ['/issuer', '/signatureAlgorithm', '/validation', '/serial']

/** What only the certificate itself tells. */
const inside: readonly Pointer[] = ['/selfSigned', '/chain', '/chainNotAfter']

/** Statuses in which there is no certificate yet, or never will be one. */
const without: readonly string[] = ['PENDING_VALIDATION', 'FAILED', 'VALIDATION_TIMED_OUT']

/**
 * The certificates of a region, of every key type. The list has nearly all that matters; description, chain and tags take
 * a call each, and where those are denied their fields alone are unknown.
 */
export async function* readCertificates(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const { client, sdk } = await session.open(acm)
  const list = pages({
    ...session.place('acm:ListCertificates', request.signal),
    fetch: (NextToken) =>
      client.send(
        new sdk.ListCertificatesCommand({
          MaxItems: 1000,
          NextToken,
          // Without a filter ACM shows RSA 1024 and 2048 alone: ECDSA certificates would not exist.
          Includes: { keyTypes: Object.values(sdk.KeyAlgorithm) },
        }),
        { abortSignal: request.signal },
      ),
    items: (page) => page.CertificateSummaryList,
    next: (page) => page.NextToken,
  })
  const readPem = pemReader()
  for await (const page of list) {
    takeTime(request, 'acm:DescribeCertificate', page.length)
    const found = each(page, concurrencyOf(request.settings), (summary) => whole(request, session, summary, readPem))
    for await (const resource of found) yield* resource
  }
}

/** One certificate with its details; nothing when it was deleted since it was listed. */
async function whole(
  request: AwsRead,
  session: AwsSession,
  summary: CertificateSummary,
  readPem: PemReader,
): Promise<readonly CollectedResource[]> {
  const arn = summary.CertificateArn
  if (arn === undefined) return []
  const [detail, tags, pem] = await Promise.all([
    orUnknown(request, certificate, unknownWithout(summary), () => describe(request, session, arn), undefined),
    // Without tags, a resource that `include: { tags }` asks for would seem to be missing: the kind is partial then.
    orUnknown(request, certificate, [], () => tagsOf(request, session, arn), undefined),
    without.includes(summary.Status ?? '')
      ? undefined
      : orUnknown(request, certificate, inside, () => contents(request, session, arn, readPem), undefined),
  ])
  return detail === 'gone' ? [] : normaliseCertificate({ summary, detail, tags, pem }, session)
}

/** The list gives the first hundred names alone. */
function unknownWithout(summary: CertificateSummary): readonly Pointer[] {
  return summary.HasAdditionalSubjectAlternativeNames === true ? [...described, '/names'] : described
}

async function describe(request: AwsRead, session: AwsSession, arn: string): Promise<CertificateDetail | 'gone'> {
  const { client, sdk } = await session.open(acm)
  const place = session.place('acm:DescribeCertificate', request.signal)
  const found = await oneCall(place, () =>
    client
      .send(new sdk.DescribeCertificateCommand({ CertificateArn: arn }), { abortSignal: request.signal })
      .catch(unlessGone('ResourceNotFoundException')),
  )
  if (found === undefined) return 'gone'
  if (found.Certificate === undefined) throw malformed(place, 'the certificate is missing')
  return found.Certificate
}

async function tagsOf(request: AwsRead, session: AwsSession, arn: string): Promise<readonly Tag[]> {
  const { client, sdk } = await session.open(acm)
  const found = await oneCall(session.place('acm:ListTagsForCertificate', request.signal), () =>
    client
      .send(new sdk.ListTagsForCertificateCommand({ CertificateArn: arn }), { abortSignal: request.signal })
      .catch(unlessGone('ResourceNotFoundException')),
  )
  return found?.Tags ?? []
}

async function contents(
  request: AwsRead,
  session: AwsSession,
  arn: string,
  readPem: PemReader,
): Promise<PemContents | undefined> {
  const { client, sdk } = await session.open(acm)
  const place = session.place('acm:GetCertificate', request.signal)
  const found = await oneCall(place, () =>
    client
      .send(new sdk.GetCertificateCommand({ CertificateArn: arn }), { abortSignal: request.signal })
      .catch(unlessGone('ResourceNotFoundException', 'RequestInProgressException')),
  )
  if (found === undefined) return undefined
  const read = readPem(found.Certificate, found.CertificateChain)
  if (read === undefined) throw malformed(place, 'it holds something that is no certificate')
  return read
}
