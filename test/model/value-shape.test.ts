import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameShape, shapeOf } from '../../src/model/value-shape.ts'
import { growth, linear } from '../support/linear-time.ts'

const shapes: readonly (readonly [value: string, shape: string])[] = [
  ['', 'empty'],
  ['  \n', 'empty'],
  ['null', 'none'],
  ['undefined', 'none'],
  ['changeme', 'placeholder'],
  ['CHANGE_ME', 'placeholder'],
  ['TODO', 'placeholder'],
  ['xxx', 'placeholder'],
  ['<your key>', 'placeholder'],
  ['REPLACE_ME', 'placeholder'],
  ['replace-with-real-key', 'placeholder'],
  ['your-api-key', 'placeholder'],
  ['***', 'placeholder'],
  ['change-me-please', 'placeholder'],
  ['SET_ME', 'placeholder'],
  ['fill me in', 'placeholder'],
  ['enter your key', 'placeholder'],
  ['to be defined', 'placeholder'],
  ['TODO: ask ops', 'placeholder'],
  ['To Do list', 'text'],
  ['xxxx-xxxx-xxxx', 'placeholder'],
  ['sk_test_xxxxxxxxxxxx', 'placeholder'],
  ['xxl', 'word'],
  ['dummy-key', 'placeholder'],
  ['example', 'word'],
  ['https://example.com', 'placeholder'],
  ['https://api.example.org:8443/v1?a=b', 'placeholder'],
  ['no-reply@example.com', 'placeholder'],
  ['db.example.net:5432', 'placeholder'],
  ['myexample.com', 'host'],
  ['https://shop.example/?next=example.com', 'url(https,query,/)'],
  ['www.your-domain.com', 'placeholder'],
  ['my-app.shop.example', 'host'],
  ['https://<your-domain>/callback', 'placeholder'],
  ['Shop <no-reply@shop.example>', 'email'],
  ['postgres://USER:PASSWORD@HOST:PORT/DB', 'placeholder'],
  ['%API_KEY%', 'template'],
  ['__API_KEY__', 'template'],
  ['#{API_KEY}#', 'template'],
  ['<%= ENV["X"] %>', 'template'],
  ['50%', 'percent'],
  ['__init__', 'word'],
  ['00000000-0000-0000-0000-000000000000', 'none'],
  ['Your order has shipped', 'text'],
  ['${DB_HOST}', 'template'],
  ['$(DB_HOST)', 'template'],
  ['{{ .Values.host }}', 'template'],
  ['ENC[AES256_GCM,data:abc,iv:def,type:str]', 'encrypted'],
  ['$ANSIBLE_VAULT;1.1;AES256\n6162', 'encrypted'],
  ['true', 'boolean'],
  ['No', 'switch'],
  ['off', 'switch'],
  ['1', 'integer'],
  ['-20', 'integer'],
  ['1234567', 'integer(long)'],
  ['2.5', 'number'],
  ['1e6', 'number'],
  ['50%', 'percent'],
  ['v1.2.3', 'version'],
  ['15.4.1', 'version'],
  ['1.2.3-rc.1', 'version'],
  ['30s', 'duration'],
  ['1h30m', 'duration'],
  ['PT5M', 'duration'],
  ['P1D', 'duration'],
  ['30 seconds', 'duration'],
  ['P', 'word'],
  ['512Mi', 'size'],
  ['10GB', 'size'],
  ['1g', 'size'],
  ['40/s', 'rate'],
  ['100/minute', 'rate'],
  ['5 per minute', 'rate'],
  ['2026-11-01', 'date'],
  ['2026-11-01T00:00:00Z', 'instant'],
  ['0 3 * * *', 'cron'],
  ['0 9 * * MON-FRI', 'cron'],
  ['@daily', 'cron'],
  ['are you sure you want?', 'text'],
  ['c2fe9fac-2f28-40ca-b152-08ee41cd6843', 'uuid'],
  ['682c882', 'hex'],
  ['682e882', 'hex'],
  ['deadbeef', 'word'],
  ['https://shop.example', 'url(https)'],
  ['https://shop.example/', 'url(https,/)'],
  ['https://shop.example/api', 'url(https,path)'],
  ['https://shop.example/api/', 'url(https,path,/)'],
  ['HTTPS://shop.example:443', 'url(https)'],
  ['https://shop.example:8443/a?b=c', 'url(https,port,path,query)'],
  ['postgresql://u:p@db.shop.example:5432/orders', 'url(postgres,userinfo,path)'],
  ['postgres://db.shop.example:6432/orders', 'url(postgres,port,path)'],
  ['jdbc:postgresql://db/orders', 'url(jdbc:postgres,path)'],
  ['mongodb://a.shop.example:27017,b.shop.example:27018/orders?w=1,2', 'url(mongodb,port,path,query)'],
  ['db.shop.example', 'host'],
  ['localhost', 'host'],
  ['*.shop.example', 'host(*)'],
  ['static.shop.example/', 'host(/)'],
  ['db.shop.example:5432', 'host:port'],
  ['redis:6379', 'host:port'],
  ['[::1]:80', 'host:port'],
  ['12:30', 'word'],
  ['12:30:45', 'word'],
  ['10.0.0.1', 'ip'],
  ['2001:db8::1', 'ip'],
  ['10.0.0.0/16', 'cidr'],
  ['2001:db8::/32', 'cidr'],
  ['orders@shop.example', 'email'],
  ['Orders <orders@shop.example>', 'email'],
  ['arn:aws:sqs:eu-west-1:111111111111:orders', 'arn(sqs)'],
  ['/var/log', 'path'],
  ['/var/log/', 'path(/)'],
  ['./x', 'path'],
  ['C:\\logs\\app', 'path'],
  ['/', 'path(root)'],
  ['*', 'wildcard'],
  ['{"a": 1}', 'json(object)'],
  ['[]', 'json(array)'],
  ['{not json}', 'text'],
  ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n', 'pem(certificate)'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----', 'pem(private-key)'],
  ['-----BEGIN CERTIFICATE-----\nM\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n', 'pem(private-key)'],
  ['-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----', 'pem(public-key)'],
  ['Server=db;Database=orders', 'pairs'],
  ['host=db dbname=orders', 'pairs'],
  ['service.name=orders,zone=a', 'pairs'],
  ['YWJjZA==', 'word'],
  ['a,b', 'list(word)'],
  ['a, b,', 'list(word)'],
  ['80,443', 'list(integer)'],
  ['80 443', 'list(integer)'],
  ['a b', 'text'],
  ['Hello, dear friend', 'text'],
  ['k1:9092,k2:9092', 'list(host:port)'],
  ['https://a.shop.example,https://b.shop.example', 'list(url(https))'],
  ['https://a.shop.example,http://b.shop.example', 'list(url)'],
  ['a,12,true', 'list(mixed)'],
  ['image/png,image/svg+xml', 'list(word)'],
  ['"true"', 'quoted(boolean)'],
  ['"a","b"', 'list(word)'],
  ['https://shop.example\n', 'padded(url(https))'],
  [' 12', 'padded(integer)'],
  ['uploads', 'word'],
  ['uploads/', 'word(/)'],
  ['application/json', 'word'],
  ['one line\nand another', 'lines'],
  ['worker_processes auto;\nevents { }\n', 'lines'],
]

describe('shapeOf', () => {
  it.each(shapes)('%j is %s', (value, shape) => {
    expect(shapeOf(value)).toBe(shape)
  })

  it('is total, and never gives a value back', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (value) => {
        const canary = `Zq9${value.replace(/\s/g, '')}canary`
        expect(shapeOf(`${value} ${canary}`)).not.toContain('canary')
        expect(shapeOf(value).length).toBeGreaterThan(0)
      }),
    )
  })

  it('takes no more than linear time', () => {
    const makes: readonly ((length: number) => string)[] = [
      (n) => 'a'.repeat(n),
      (n) => 'a.'.repeat(n),
      (n) => 'a,'.repeat(n),
      (n) => '1 '.repeat(n),
      (n) => 'a='.repeat(n),
      (n) => '-----BEGIN '.repeat(n / 10),
      (n) => `https://${'a:'.repeat(n)}`,
      (n) => '"'.repeat(n),
      (n) => '['.repeat(n) + ']'.repeat(n),
      (n) => ' \n'.repeat(n) + 'x',
    ]
    for (const make of makes)
      expect(
        growth((n) => shapeOf(make(n)), 20_000),
        make(12),
      ).toBeLessThan(linear)
  }, 60_000)
})

describe('sameShape', () => {
  const same = (a: string, b: string): boolean => sameShape(shapeOf(a), shapeOf(b))

  it.each([
    ['682c882', '1234567'],
    ['682c882', 'latest'],
    ['test', 'login'],
    ['STAGING - Mailing List', 'Mailing List'],
    ['test', 'two words'],
    ['postgres', 'db.shop.example'],
    ['db.shop.example', '10.0.0.1'],
    [
      'c2fe9fac-2f28-40ca-b152-08ee41cd6843',
      'c2fe9fac-2f28-40ca-b152-08ee41cd6843,ea608120-148a-4eba-a64c-4d9a8010e7b0',
    ],
    ['', 'c2fe9fac-2f28-40ca-b152-08ee41cd6843,ea608120-148a-4eba-a64c-4d9a8010e7b0'],
    ['', 'null'],
    ['postgres://db/orders', 'postgresql://db:5432/orders'],
    ['https://shop.example:443/', 'https://shop.example/'],
    ['https://a.shop.example', 'https://a.shop.example,https://b.shop.example'],
    ['https://a.shop.example,http://b.shop.example', 'https://a.shop.example,https://b.shop.example'],
    ['5', '2.5'],
    ['15', '15.4.1'],
    ['512m', '1g'],
    ['30s', '5m'],
    ['${HOST}', 'https://shop.example'],
    ['ENC[AES256_GCM,data:abc,iv:def,type:str]', 'https://shop.example'],
    ['/', '/shop'],
    ['/', '/shop/'],
    ['a,12,true', 'a,b'],
    ['true', 'No'],
    ['enabled', 'delegated'],
    ['off', 'no'],
    ['NO', 'NO,SE,DK'],
    ['two words', 'two\nlines'],
  ])('%j and %j are alike', (a, b) => {
    expect(same(a, b)).toBe(true)
    expect(same(b, a)).toBe(true)
  })

  it.each([
    ['https://static.shop.example/', 'https://static.shop.example'],
    ['static.shop.example/', 'static.shop.example'],
    ['uploads/', 'uploads'],
    ['/shop/', '/shop'],
    ['https://shop.example/v1/', 'https://shop.example/v1'],
    ['https://shop.example/v1', 'https://shop.example'],
    ['https://shop.example', 'http://shop.example'],
    ['redis://cache', 'rediss://cache'],
    ['https://shop.example:8443', 'https://shop.example'],
    ['redis://:pw@cache', 'redis://cache'],
    ['postgres://db/orders?sslmode=require', 'postgres://db/orders'],
    ['https://shop.example', 'shop'],
    ['https://shop.example', 'shop.example'],
    ['db.shop.example:5432', 'db.shop.example'],
    ['true', '1'],
    ['true', 'strict'],
    ['off', 'proxy.shop.example'],
    ['on', '1'],
    ['changeme', '3e2589c4-a0d7-4592-9eb9-c178cddf2b1f'],
    ['changeme', 'real'],
    ['', 'real'],
    ['', 'https://shop.example'],
    ['', 'k1:9092,k2:9092'],
    ['', '10.0.0.0/16,10.1.0.0/16'],
    ['30', '30s'],
    ['30', '30%'],
    ['100', 'unlimited'],
    ['12', '682c882'],
    ['*', 'https://a.shop.example,https://b.shop.example'],
    ['{"a":1}', 'a'],
    ['"true"', 'true'],
    ['https://shop.example\n', 'https://shop.example'],
    ['10.0.0.0/16', '10.0.0.1'],
    ['https://a.shop.example/,https://b.shop.example/', 'https://a.shop.example,https://b.shop.example'],
    ['orders@shop.example', 'orders'],
    ['arn:aws:sqs:eu-west-1:111111111111:q', 'arn:aws:sns:eu-west-1:111111111111:q'],
  ])('%j and %j are different', (a, b) => {
    expect(same(a, b)).toBe(false)
    expect(same(b, a)).toBe(false)
  })

  it('is reflexive and symmetric', () => {
    const any = fc.constantFrom(...shapes.map(([value]) => value))
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(same(a, a)).toBe(true)
        expect(same(a, b)).toBe(same(b, a))
      }),
    )
  })
})
