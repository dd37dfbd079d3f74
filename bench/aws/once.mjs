/**
 * One reading of an account in a process of its own. Forked with `{ how, url, services, account }`: `ours`, `paced` (ours, as the service holds
 * calls back) or `bare`; services left out: all four. Sends `{ milliseconds, cpu, peak, resources, incomplete }`; the peak in MB is of the whole process.
 */
import '@aws-sdk/client-sts'
import '@aws-sdk/credential-providers'
import { awsAcm } from '../../dist/collectors/aws-acm/collector.js'
import { awsEc2 } from '../../dist/collectors/aws-ec2/collector.js'
import { awsElbv2 } from '../../dist/collectors/aws-elbv2/collector.js'
import { awsRds } from '../../dist/collectors/aws-rds/collector.js'
import { collectEnvironment } from '../../dist/src/collect/run.js'
import { createFingerprinter } from '../../dist/src/platform/fingerprint.js'
import { localLimiter } from '../../dist/src/platform/rate-limiter.js'
import { readBare } from './bare.mjs'
import { account as mainAccount, region } from './population.mjs'

const { how, url, services, account = mainAccount } = JSON.parse(process.argv[2])
const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
const used = process.cpuUsage()
const began = process.hrtime.bigint()
const told = how === 'bare' ? await readBare({ endpoint: url, region, credentials }, services) : await readOurs()
const milliseconds = Number(process.hrtime.bigint() - began) / 1e6
const { user, system } = process.cpuUsage(used)
const cpu = (user + system) / 1e3
process.send({ milliseconds, cpu, peak: process.resourceUsage().maxRSS / 1024, ...told }, () => process.exit(0))

async function readOurs() {
  const limiter = how === 'paced' ? { limiter: localLimiter({ clock: { now: () => new Date() } }) } : {}
  const { snapshot } = await collectEnvironment({
    facts: {
      ...{ name: 'production', aliases: ['prod'], domains: ['shop.example'], baseDirectory: '/' },
      ...{ accounts: { main: account }, regions: { primary: region } },
    },
    sources: [
      {
        family: 'aws',
        settings: { endpoint: url, deadlineSeconds: 600, ...(services === undefined ? {} : { services }) },
        where: 'evenkeel.yaml:1',
      },
    ],
    collectors: [awsAcm, awsEc2, awsElbv2, awsRds],
    services: [],
    signal: new globalThis.AbortController().signal,
    fingerprint: createFingerprinter('a key'),
    now: new Date(),
    onCollect: () => undefined,
    ...limiter,
  })
  const incomplete = snapshot.coverage.filter((row) => row.status !== 'complete')
  return {
    resources: [...snapshot.heads()].length,
    incomplete: incomplete.map(({ kind, reason }) => `${kind}: ${reason}`),
  }
}
