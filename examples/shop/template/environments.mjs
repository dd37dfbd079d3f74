/**
 * What names each environment, and nothing else. Everything that differs between the two because of these words is noise:
 * a comparison has to see through it.
 */
export const environments = {
  production: {
    name: 'production',
    account: '111111111111',
    region: 'eu-west-1',
    domain: 'shop.example',
    network: '10.10',
    databaseSuffix: 'c4fjq2m8xkzt.eu-west-1.rds.amazonaws.com',
    image: 'ami-07d2c1f0a9e83b654',
    terraform: { version: '1.9.8', serial: 412 },
    logLevel: 'info',
  },
  staging: {
    name: 'staging',
    account: '222222222222',
    region: 'eu-west-1',
    domain: 'staging.shop.example',
    network: '10.40',
    databaseSuffix: 'cb7w1nq5ryhd.eu-west-1.rds.amazonaws.com',
    image: 'ami-0b91e4d75f2c6a380',
    terraform: { version: '1.9.8', serial: 1187 },
    logLevel: 'debug',
  },
}
