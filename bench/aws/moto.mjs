/** The instances and databases of the bench in moto, which answers as another program than ours would. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { EC2Client, CreateSubnetCommand, CreateVpcCommand, RunInstancesCommand } from '@aws-sdk/client-ec2'
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds'
import { region } from './population.mjs'

/**
 * Starts moto with so many of them; undefined where it is not installed.
 *
 * @returns {Promise<{ url: string, account: string, told: string, stop: () => void } | undefined>}
 */
export async function playedByMoto(root, instances, databases, children) {
  const program = join(root, '.cache/moto/bin/moto_server')
  if (!existsSync(program)) return undefined
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], {
    env: { PATH: process.env.PATH, MOTO_EC2_LOAD_DEFAULT_AMIS: 'false', PYTHONWARNINGS: 'ignore' },
    stdio: 'ignore',
  })
  children.push(child)
  await answers(url)
  const config = { endpoint: url, region, credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } }
  await runInstances(new EC2Client(config), instances)
  const rds = new RDSClient(config)
  for (let n = 0; n < databases; n++) {
    await rds.send(
      new CreateDBInstanceCommand({
        ...{ DBInstanceIdentifier: `shop-part-${n}`, DBInstanceClass: 'db.m6g.large', Engine: 'postgres' },
        ...{ AllocatedStorage: 100, MasterUsername: 'shop', MasterUserPassword: 'not-a-secret-of-anybody' },
      }),
    )
  }
  return {
    url,
    account: '123456789012',
    told: `${instances} instances and ${databases} databases`,
    stop: () => child.kill('SIGKILL'),
  }
}

async function runInstances(ec2, count) {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: Vpc.VpcId, CidrBlock: '10.0.0.0/17' }))
  for (let made = 0; made < count; made += 250) {
    const size = Math.min(250, count - made)
    await ec2.send(
      new RunInstancesCommand({
        ...{ ImageId: 'ami-0a1b2c3d4e5f60718', InstanceType: 'm6i.large', SubnetId: Subnet.SubnetId },
        ...{ MinCount: size, MaxCount: size },
        TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: `shop-part-${made}` }] }],
      }),
    )
  }
}

async function answers(url) {
  for (let tries = 0; tries < 300; tries++) {
    const ok = await globalThis
      .fetch(`${url}/moto-api/data.json`, { signal: globalThis.AbortSignal.timeout(2000) })
      .then(
        (response) => response.ok,
        () => false,
      )
    if (ok) return
    await new Promise((resolve) => globalThis.setTimeout(resolve, 100))
  }
  throw new Error('moto does not answer')
}

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}
