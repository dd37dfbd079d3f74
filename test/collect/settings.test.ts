import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifySetting } from '../../src/collect/settings.ts'
import { createFingerprinter } from '../../src/platform/fingerprint.ts'
import { growth, linear } from '../support/linear-time.ts'

const fingerprint = createFingerprinter('a test key')
const classify = (key: string, value: string) => classifySetting(key, value, fingerprint)
const random = 'kJ8s7Df6gH5jK4l3Zx2Cv1Bn'

describe('a setting whose name says that it is secret', () => {
  it.each([
    'DB_PASSWORD',
    'dbPassword',
    'database.password',
    'spring.datasource.password',
    'PG_PASSWORD',
    'MYSQL_PWD',
    'DB_PASS',
    'SECRET',
    'CLIENT_SECRET',
    'clientSecret',
    'API_TOKEN',
    'tokens.0',
    'API_KEY',
    'apiKey',
    'apikey',
    'STRIPE_API_KEY',
    'PRIVATE_KEY',
    'AWS_SECRET_ACCESS_KEY',
    'APP_KEY',
    'JWT_KEY',
    'ENCRYPTION_KEY',
    'api.key',
    'env.DB_PASSWORD.value',
    'secrets.stripe',
    'credentials.user.first',
    'REDIS_AUTH',
    'PASSWORD_HASH',
    'SALT',
    'PGPASSWORD',
    'KEYSTOREPASS',
    'requirepass',
    'restuserkey',
    'LDAP_BIND_PW',
    'apiKey.inline',
    'adminPassword.value',
    'token.content',
    'htpasswd',
    'files/userlist.txt',
    '.pgpass',
  ])('%s is kept as a fingerprint only', (key) => {
    expect(classify(key, 'hunter2')).toEqual({ secret: fingerprint('hunter2'), shape: 'word' })
  })

  it.each([
    'AWS_ACCESS_KEY_ID',
    'TOKEN_TTL',
    'TOKEN_EXPIRY',
    'TOKEN_URL',
    'tokenEndpoint',
    'MAX_TOKENS',
    'LLM_MAX_TOKENS',
    'TOKENS_PER_MINUTE',
    'PASSWORD_LOGIN_ENABLED',
    'PASSWORD_MIN_LENGTH',
    'SECRET_NAME',
    'existingSecret',
    'imagePullSecrets.0',
    'DB_PASSWORD_FILE',
    'secretEnv',
    'CLIENT_SECRET_VAR',
    'secrets.0.name',
    'env.DB_PASSWORD.valueFrom.secretKeyRef.key',
    'PUBLIC_KEY',
    'PARTITION_KEY',
    'CACHE_KEY',
    'COMPASS',
    'TOKENIZER',
    'MONKEY',
    'AUTHOR',
  ])('%s is not', (key) => {
    expect(classify(key, 'orders')).toEqual({ value: 'orders', shape: 'word' })
  })

  it('may be empty, a switch, a placeholder or a reference', () => {
    expect(classify('DB_PASSWORD', '')).toEqual({ value: '', shape: 'empty' })
    expect(classify('REQUIRE_PASSWORD', 'true')).toEqual({ value: 'true', shape: 'boolean' })
    expect(classify('DB_PASSWORD', '${PGPASSWORD}')).toEqual({ value: '${PGPASSWORD}', shape: 'template' })
    expect(classify('DB_PASSWORD', '${PG:-hunter2}')).not.toHaveProperty('value')
    expect(classify('clientSecret', '$OAUTH_CLIENT_SECRET')).toHaveProperty('value', '$OAUTH_CLIENT_SECRET')
    expect(classify('clientSecret', '$HUNTER2')).not.toHaveProperty('value')
    expect(classify('tlsKey', '/etc/dex/tls/tls.key')).toHaveProperty('value', '/etc/dex/tls/tls.key')
    expect(classify('tlsKey', '/hunter2/hunter2')).not.toHaveProperty('value')
    const arn = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:orders-AbCdEf'
    expect(classify('DB_SECRET', arn)).toEqual({ value: arn, shape: 'arn(secretsmanager)' })
    // Somebody may have left `changeme` as the real password.
    expect(classify('DB_PASSWORD', 'changeme')).toEqual({ secret: fingerprint('changeme'), shape: 'placeholder' })
    expect(classify('DB_PASSWORD', '123456')).toEqual({ secret: fingerprint('123456'), shape: 'integer' })
  })

  it.each([
    'mailto:ops@shop.example',
    'redis:7.2@sha256:0a1b',
    'git@github.com:shop/orders.git',
    'npm:orders@1.2.3',
    'ops@shop.example',
    '@shop/orders',
    '12:30 @ noon',
  ])('%s has no password in it', (value) => {
    expect(classify('ADDRESS', value)).toHaveProperty('value', value)
  })

  it('keeps nothing of a cipher text', () => {
    expect(classify('DB_PASSWORD', 'ENC[AES256_GCM,data:abc,iv:def,type:str]')).toEqual({ shape: 'encrypted' })
  })

  it('does not show it by its shape either', () => {
    expect(classify('DB_PASSWORD', 'hunter2://rest')).toEqual({ secret: fingerprint('hunter2://rest'), shape: 'url' })
    expect(classify('API_KEYS', 'hunter2://a,hunter2://b').shape).toBe('list(url)')
    expect(classify('API_KEY', 'arn:aws:hunter2:a::b').shape).toBe('arn')
  })

  it('a key of something is one if its value looks so', () => {
    expect(classify('MAILGUN_KEY', 'c2fe9fac-2f28-40ca-b152-08ee41cd6843')).not.toHaveProperty('value')
    expect(classify('MAILGUN_KEY', '0a1b2c3d4e5f60718293')).not.toHaveProperty('value')
    expect(classify('FEATURE_KEY', 'orders')).toHaveProperty('value', 'orders')
  })
})

describe('a user with a password', () => {
  it.each([
    ['SETTING', 'admin:hunter2'],
    ['users', 'root:hunter2\nguest:hunter3'],
    ['spec.auth', 'app:hunter2'],
    ['BASIC_AUTH', 'app:hunter2'],
    ['login', 'app:hunter2'],
  ])('is kept as a fingerprint only: %s %s', (key, value) => {
    expect(classify(key, value)).not.toHaveProperty('value')
    expect(classify(key, value)).toHaveProperty('secret', fingerprint(value))
  })

  it.each([
    ['OWNER', 'root:0'],
    ['AUTH', 'keycloak:8080'],
    ['auth', 'https://auth.shop.example'],
    ['user', 'system:serviceaccount:shop:web'],
    ['IMAGE', 'redis:7.2-alpine'],
    ['MODE', 'admin:8080'],
  ])('is none: %s %s', (key, value) => expect(classify(key, value)).toHaveProperty('value', value))
})

describe('what nobody can tell from a secret', () => {
  it.each([
    ['secret.labels', 'hunter2'],
    ['fields', 'password,hunter2'],
    ['args', '--verbose,--requirepass,hunter2'],
    ['args', '-p,hunter2'],
  ])('is hidden, and compared with nothing: %s %s', (key, value) => {
    expect(classify(key, value)).toEqual({ value: '***', shape: expect.any(String) as string })
  })

  it.each([
    ['secretTemplate.labels', 'app'],
    ['password.secretKeyRef.name', 'orders'],
    ['fields', 'name,email'],
    ['args', '-p,8080'],
    ['args', '--port,80,--verbose'],
  ])('shows %s %s', (key, value) => expect(classify(key, value)).toHaveProperty('value', value))
})

describe('a value that is secret by itself', () => {
  it.each([
    ['a pair in a list', '[["password","hunter2"]]'],
    ['a name beside its value', '[{"name":"DB_PASSWORD","value":"hunter2"}]'],
    ['an element of a markup', '<server><password>hunter2</password></server>'],
    ['an AWS key', 'AKIAIOSFODNN7EXAMPLE'],
    ['an AWS secret key', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['a GitHub token', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a'],
    ['a Slack token', 'xoxb-123456789012-abcdefghijkl'],
    ['a Stripe key', 'sk_live_0123456789abcdef'],
    ['a SendGrid key', 'SG.abcdefghijkl.mnopqrstuvwx'],
    ['a GitLab token', 'glpat-abcdefghij0123456789'],
    ['a JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----'],
    ['a private key in base64', 'LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t'],
    [
      'a private key behind a certificate',
      '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----',
    ],
    ['a header', 'Bearer abcdefghijk'],
    ['a password hash', '$2b$10$abcdefghijklmnopqrstuv'],
    ['randomness', random],
    ['randomness with a name', `orders:${random}`],
    ['randomness in a list', `a,b,${random}`],
    ['randomness in a text', `use ${random} to log in`],
    ['random small letters and digits', 'q7w3e9r1t5y2u8i4o6p0a3s7'],
    ['random letters', 'kJhGfDsAqWeRtYuIoPlKmN'],
    ['a command line', '--user app --password hunter2'],
    ['java options', '-Xmx1g -Ddb.password=hunter2'],
    ['a driver of Go', 'app:hunter2@tcp(db.shop.example:3306)/orders'],
    ['an address without a scheme', 'app:hunter2@db.shop.example:5432/orders'],
    ['a user in a command', 'curl -u app:hunter2@x https'],
    ['oracle', 'app/hunter2@db.shop.example:1521/orders'],
    ['oracle, as its easy names are written', 'app/hunter2@//db.shop.example:1521/orders'],
    ['json with a password', '{"db":{"password":"hunter2"}}'],
    ['json with a token inside', `{"a":[{"b":"${random}"}]}`],
    ['json with an address', '{"a":"redis://:hunter2@cache:6379"}'],
    ['almost json', '{"password": "hunter2",}'],
    ['a padded one', `${random}\n`],
  ])('%s', (_what, value) => {
    const kept = classify('SETTING', value)
    expect(kept).not.toHaveProperty('value')
    expect(kept.secret).toEqual(fingerprint(value))
  })

  it.each([
    'c2fe9fac-2f28-40ca-b152-08ee41cd6843',
    '682c882',
    '9a0b829c5d1e4f6789ab0123456789abcdef0123',
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'public.ecr.aws/shop/orders@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'i-0abcd1234ef567890',
    'subnet-0123456789abcdef0',
    'orders-7d9f8b6c5-x2k4q',
    'shop-staging-OrdersQueue-1ABCDEFG2HIJK',
    'arn:aws:sqs:eu-west-1:111111111111:orders',
    'https://shop.example/api/v1/orders?limit=10',
    'http://notify-api.notification-canada-ca.svc.cluster.local:6011',
    'notification-canada-ca-production-gc-organisations',
    'RedisTokenBucketRateLimiter',
    'AbstractSingletonProxyFactoryBeanV2',
    'com.shop.orders.infrastructure.HttpClientFactory2',
    'b7b2104c-011f-436a-a25f-3fd66b6591e4:application/octet-stream,dea2d718-b7fb-4003-868a-1832fd025d7a:image/svg+xml',
    '/usr/local/lib/python3.11/site-packages/orders',
    'orders@shop.example',
    '-----BEGIN CERTIFICATE-----\nMIIBkJ8s7Df6gH5jK4l3Zx2Cv1Bn\n-----END CERTIFICATE-----\n',
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIkJ8s7Df6gH5jK4l3 deploy@shop',
    'service.name=orders,service.version=1.2.3',
    '{"retries":3,"hosts":["a.shop.example"]}',
    'The orders are shipped before noon.',
    'https://packages.shop.example/@scope/package',
    'https://shop.example/subscribe?mail=orders@shop.example',
    'https://packages.shop.example:8443/@scope/package',
    'k1.shop.example:9092,k2.shop.example:9092',
  ])('%s is none', (value) => {
    expect(classify('SETTING', value)).toHaveProperty('value', value)
    expect(classify('SETTING', value)).not.toHaveProperty('secret')
  })
})

describe('an address that carries a secret', () => {
  it.each([
    ['postgres://app:hunter2@db.shop.example:5432/orders', 'postgres://***@db.shop.example:5432/orders', 'app:hunter2'],
    ['redis://:hunter2@cache:6379/0', 'redis://***@cache:6379/0', ':hunter2'],
    ['https://hunter2@sentry.shop.example/12', 'https://***@sentry.shop.example/12', 'hunter2'],
    ['postgres://app:hunt@er2@db/orders', 'postgres://***@db/orders', 'app:hunt@er2'],
    ['postgres://app:hunt/er2@db/orders', 'postgres://***@db/orders', 'app:hunt/er2'],
    ['postgres://app:12/er2@db/orders', 'postgres://***@db/orders', 'app:12/er2'],
    ['https://app:hunt/er2@shop.example/x', 'https://***@shop.example/x', 'app:hunt/er2'],
    ['https://app:hu@nt/er2@shop.example/x', 'https://***@shop.example/x', 'app:hu@nt/er2'],
    ['https://app#a=:hunter2@shop.example/x', 'https://***@shop.example/x', 'app#a=:hunter2'],
    ['https://app:hu@nt?a=er2@shop.example/x', 'https://***@shop.example/x', 'app:hu@nt?a=er2'],
    ['postgres://app:hunt?er2@db/orders', 'postgres://***@db/orders', 'app:hunt?er2'],
    ['postgres://app:hunt#er2@db/orders', 'postgres://***@db/orders', 'app:hunt#er2'],
    ['mongodb://app:hunter2@a:27017,b:27017/orders?w=1', 'mongodb://***@a:27017,b:27017/orders?w=1', 'app:hunter2'],
    [
      'postgres://db/orders?user=app&password=hunter2&sslmode=require',
      'postgres://db/orders?user=app&password=***&sslmode=require',
      'hunter2',
    ],
    [
      'https://shop.example/x?sig=hunter2&a=1#access_token=hunter3',
      'https://shop.example/x?sig=***&a=1#access_token=***',
      'hunter2\nhunter3',
    ],
    [`https://shop.example/hook/${random}/x`, 'https://shop.example/hook/***/x', random],
    [
      'https://hooks.slack.com/services/T0000000/B0000000/abc12345',
      'https://hooks.slack.com/services/***/***/***',
      'T0000000\nB0000000\nabc12345',
    ],
    [
      'jdbc:postgresql://db/orders?user=app&password=hunter2',
      'jdbc:postgresql://db/orders?user=app&password=***',
      'hunter2',
    ],
    [
      'jdbc:sqlserver://db:1433;databaseName=orders;password=hunter2',
      'jdbc:sqlserver://db:1433;databaseName=orders;password=***',
      'hunter2',
    ],
    ['jdbc:oracle:thin:app/hunter2@//db:1521/orders', 'jdbc:oracle:thin:***@//db:1521/orders', 'app/hunter2'],
    [
      'Server=db;Database=orders;User Id=app;Password=hunter2',
      'Server=db;Database=orders;User Id=***;Password=***',
      'app\nhunter2',
    ],
    ['host=db dbname=orders password=hunter2', 'host=db dbname=orders password=***', 'hunter2'],
    ['cache:6380,password=hunter2=,ssl=True', 'cache:6380,password=***,ssl=True', 'hunter2='],
    ['amqp://a:hunter2@q1/,amqp://a:hunter3@q2/', 'amqp://***@q1/,amqp://***@q2/', 'a:hunter2\na:hunter3'],
  ])('%s', (value, clear, taken) => {
    for (const key of ['DATABASE_URL', 'SENTRY_DSN', 'ConnectionStrings.Orders']) {
      const kept = classify(key, value)
      expect(kept.value).toBe(clear)
      expect(kept.secret).toEqual(fingerprint(taken))
    }
  })

  it('is nobody’s secret where all environments of a project have the one public key', () => {
    const key = '0123456789abcdef0123456789abcdef'
    expect(classify('SENTRY_DSN', `https://${key}@o490301.ingest.sentry.example/451`)).toEqual({
      value: 'https://***@o490301.ingest.sentry.example/451',
      shape: expect.stringContaining('url(https') as string,
    })
    expect(classify('SENTRY_DSN', `https://${key}:${key}@sentry.shop.example/12`)).toHaveProperty('secret')
    expect(classify('GIT_URL', `https://${key}@git.shop.example/orders`)).toHaveProperty('secret')
  })

  it('shows nothing of a connection string that it does not understand', () => {
    for (const value of ['Server=db;Password=hunt;er2;Database=orders', 'password is hunter2']) {
      expect(classify('SETTING', value)).not.toHaveProperty('value')
    }
    expect(classify('DATABASE_DSN', 'hunter2')).not.toHaveProperty('value')
  })

  it('stands in clear when it carries none', () => {
    expect(classify('DATABASE_DSN', 'postgres://db/orders')).toEqual({
      value: 'postgres://db/orders',
      shape: 'url(postgres,path)',
    })
  })

  it('keeps the form of the whole', () => {
    expect(classify('URL', 'postgres://a:b@db/orders/').shape).toBe('url(postgres,userinfo,path,/)')
  })
})

describe('a planted secret', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
  const canary = fc
    .array(fc.constantFrom(...letters), { minLength: 6, maxLength: 30 })
    .map((parts) => `${parts.join('')}Zq7canary9X`)
  const anything = fc.string({ maxLength: 12 })
  const odd = fc.tuple(anything, canary, anything).map(([a, b, c]) => [`${a}${b}${c}`, b] as const)
  const shown = (key: string, value: string): string => JSON.stringify(classify(key, value))

  it('never shows under a secret name', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('DB_PASSWORD', 'apiKey', 'a.b.clientSecret', 'TOKEN'),
        odd,
        (key, [value, secret]) => {
          expect(shown(key, value)).not.toContain(secret)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('never shows as the password of an address, whatever is in it', () => {
    const schemes = fc.constantFrom('postgres', 'https', 'redis', 'amqps', 'mongodb+srv', 'mysql', 'jdbc:mysql', 'smtp')
    fc.assert(
      fc.property(schemes, anything, odd, (scheme, user, [password, secret]) => {
        expect(shown('ADDRESS', `${scheme}://${user}:${password}@db.shop.example:1234/orders?a=b`)).not.toContain(
          secret,
        )
      }),
      { numRuns: 3000 },
    )
  })

  it('never shows in a connection string', () => {
    const form = fc.constantFrom(
      (p: string) => `Server=db;User Id=app;Password=${p};Database=orders`,
      (p: string) => `host=db password=${p} dbname=orders`,
      (p: string) => `host=db password='${p}'`,
      (p: string) => `cache:6380,password=${p},ssl=True`,
      (p: string) => `-Ddb.password=${p} -Xmx1g`,
      (p: string) => `run --token ${p}`,
      (p: string) => `{"password":${JSON.stringify(p)}}`,
      (p: string) => `Authorization: Basic ${p}`,
    )
    fc.assert(
      fc.property(form, odd, (make, [password, secret]) => {
        expect(shown('SETTING', make(password))).not.toContain(secret)
      }),
      { numRuns: 3000 },
    )
  })

  it.each(['A', 'a', 'A_', 'aA', '.', 'A.'])('a key of %s takes no more than linear time', (piece) => {
    expect(growth((n) => classify(piece.repeat(n), 'x'), 20_000)).toBeLessThan(linear)
  })

  it('takes no more than linear time', () => {
    for (const piece of [
      'a',
      'a ',
      'password=',
      'a:',
      '/@',
      '&a=',
      '{"a":',
      ' ',
      'eyJ',
      'a/',
      '@',
      'Bearer ',
      'aB1-',
      '://',
      'a:a',
    ]) {
      expect(
        growth((n) => classify('SETTING', piece.repeat(n)), 10_000),
        piece,
      ).toBeLessThan(linear)
      expect(
        growth((n) => classify('SETTING', `https://${piece.repeat(n)}`), 10_000),
        piece,
      ).toBeLessThan(linear)
    }
  }, 60_000)
})

/** Drawn as their makers draw them, always the same; no key of anybody. */
const drawn = (length: number, letters: string, seed = 7): string => {
  let state = seed
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647
    return letters[Math.floor(state / 977) % letters.length] ?? ''
  }).join('')
}
const hex = '0123456789abcdef'
const lower = 'abcdefghijklmnopqrstuvwxyz0123456789'
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const mixed = `${capitals}abcdefghijklmnopqrstuvwxyz`
const uuid = `${drawn(8, hex)}-${drawn(4, hex)}-4${drawn(3, hex)}-a${drawn(3, hex)}-${drawn(12, hex)}`

describe('a secret of a known maker, under a name that says nothing', () => {
  it.each([
    ['pplx', `pplx-${drawn(48, hex)}`],
    ['Flutterwave', `FLWSECK-${drawn(32, hex)}-X`],
    ['New Relic', `NRAK-${drawn(27, capitals)}`],
    ['LangSmith', `lsv2_pt_${drawn(32, hex)}_${drawn(10, hex)}`],
    ['RubyGems', `rubygems_${drawn(48, hex)}`],
    ['SonarQube', `squ_${drawn(40, hex)}`],
    ['Supabase', `sbp_${drawn(40, hex)}`],
    ['Sentry', `sntryu_${drawn(64, hex)}`],
    ['Buildkite', `bkua_${drawn(40, hex)}`],
    ['Grafana', `glsa_${drawn(32, mixed)}_${drawn(8, hex)}`],
    ['Django', `django-insecure-${drawn(50, `${lower}!@#$%^&*(-_=+)`)}`],
    ['Amazon MWS', `amzn.mws.${uuid}`],
    ['Braintree', `access_token$production$${drawn(16, lower)}$${drawn(32, hex)}`],
    ['Plaid', `access-production-${uuid}`],
    ['HubSpot', `pat-na1-${uuid}`],
    ['LaunchDarkly', `sdk-${uuid}`],
    ['Mailgun', `${drawn(32, hex)}-${drawn(8, hex)}-${drawn(8, hex)}`],
    ['Mailchimp', `${drawn(32, hex)}-us12`],
    ['1Password', `A3-${drawn(6, capitals)}-${drawn(6, capitals)}${`-${drawn(5, capitals)}`.repeat(4)}`],
    ['Infisical', `st.${drawn(24, hex)}.${drawn(32, hex)}.${drawn(32, hex)}`],
    ['Unleash', `*:production.${drawn(56, hex)}`],
    ['Asana', `1/1234567890123456:${drawn(32, hex)}`],
    ['Databricks', `dapi${drawn(32, hex)}`],
    ['Airtable', `pat${drawn(14, mixed)}.${drawn(64, hex)}`],
    ['NuGet', `oy2${drawn(43, lower)}`],
    ['Dynatrace', `dt0c01.${drawn(24, capitals)}.${drawn(64, capitals)}`],
    ['Salesforce', `00D${drawn(15, mixed)}!${drawn(96, mixed)}`],
    ['Azure DevOps', drawn(52, 'abcdefghijklmnopqrstuvwxyz234567', 11)],
    ['.pgpass', 'db.shop.example:5432:orders:app:hunter2x'],
  ])('is fingerprinted: %s', (_, value) => {
    const kept = classify('SETTING', value)
    expect(kept.secret).toBeDefined()
    expect(kept.value).toBeUndefined()
  })

  it('is fingerprinted where the id of a secret is the secret', () => {
    expect(classify('VAULT_SECRET_ID', uuid).value).toBeUndefined()
    expect(classify('SECRET_ID', 'shop/orders').value).toBe('shop/orders')
  })

  it.each([
    [
      `https://hooks.zapier.com/hooks/catch/1234567/${drawn(7, lower)}1/`,
      'https://hooks.zapier.com/hooks/catch/***/***/',
    ],
    [`https://chat.shop.example/hooks/${drawn(26, lower)}`, 'https://chat.shop.example/hooks/***'],
    [`https://hc-ping.com/${uuid}`, 'https://hc-ping.com/***'],
    ['https://shop.example/webhooks/stripe/v2', 'https://shop.example/webhooks/stripe/v2'],
  ])('is taken out of the path of a webhook: %s', (value, clear) => {
    expect(classify('SETTING', value).value).toBe(clear)
  })
})

describe('what only looks like a secret', () => {
  it.each([
    ['IMAGE', `registry.shop.example/web@sha256:${drawn(64, hex)}`],
    ['GIT_COMMIT', drawn(40, hex)],
    ['CHECKSUM', drawn(64, hex)],
    ['packages.x.integrity', `sha512-${drawn(86, mixed)}==`],
    ['CSP', `default-src 'self'; script-src 'sha256-${drawn(43, mixed)}='`],
    ['HOST_KEY_FINGERPRINT', `SHA256:${drawn(43, mixed)}`],
    ['PLAN', `price_${drawn(24, mixed)}`],
    ['COGNITO_CLIENT_ID', drawn(26, lower)],
    ['GOOGLE_CLIENT_ID', `123456789012-${drawn(32, lower)}.apps.googleusercontent.com`],
    ['PACKAGE', '@shop/web@1.2.3'],
    ['ACTION', 'actions/checkout@v4'],
    ['TENANT_ID', uuid],
    ['QUEUE_URL', 'https://sqs.eu-west-1.amazonaws.com/111111111111/Orders-Queue-1ABCDEFG2HIJK'],
    ['POD', 'web-7d9f8b6c5-x2k4q'],
    ['FIREBASE_APP', `1:123456789012:web:${drawn(22, hex)}`],
    ['RELEASE', `shop@1.2.3+${drawn(40, hex)}`],
    ['TOPIC', 'orders.events.v1.OrderCreatedIntegrationEvent'],
    ['THUMBPRINT', drawn(40, '0123456789ABCDEF').replaceAll(/..(?!$)/g, '$&:')],
    ['IDENTITY', 'projects/123456789012/locations/global/workloadIdentityPools/github/providers/github'],
  ])('stands in clear: %s', (key, value) => {
    expect(classify(key, value).value).toBe(value)
  })
})
