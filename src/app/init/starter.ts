/** What `evenkeel init` writes. A test loads it with the real sources. */
export const starter = `# Evenkeel compares the environments described here. \`evenkeel schema\` prints a JSON Schema for editors; save it and keep:
# yaml-language-server: $schema=evenkeel.schema.json

environments:
  # What the candidate should resemble.
  production:
    # Other words for it in names, and the domains that are its own: they are no differences.
    aliases: [prod, prd]
    domains: [shop.example]
    # Accounts and regions by role; the roles of both environments answer to each other. Account ids stand in quotes.
    accounts: { main: "111111111111" }
    regions: { primary: eu-west-1 }
    sources:
      - aws: { account: main, regions: [primary], assumeRole: "arn:aws:iam::111111111111:role/evenkeel" }
      # - terraform: { state: production.tfstate }
      # - terraform: { s3: { bucket: shop-states, key: production.tfstate, region: primary } }
      # - kubernetes: { context: shop-production }
      # - kubernetes: { manifests: manifests/production }
      # - files: { settings: deploy/production.env }
      # - tls: { endpoints: ["www.shop.example:443"] }

  staging:
    aliases: [stage, stg]
    domains: [staging.shop.example]
    accounts: { main: "222222222222" }
    regions: { primary: eu-west-1 }
    sources:
      - aws: { account: main, regions: [primary], assumeRole: "arn:aws:iam::222222222222:role/evenkeel" }

comparisons:
  - { candidate: staging, baseline: production }

# Whose a resource is: findings name the service and its owner.
# services:
#   orders: { match: { tags: { Service: orders } }, owner: team-orders }

# Pairs that could not be found by themselves; \`evenkeel init --discover\` prints lines to paste.
# pairs:
#   - { kind: firewall, candidate: web-stg, baseline: web-front }

# Hosts, accounts and names that both sides use on purpose.
# shared: [registry.shop.example]

# Differences that are wanted: for good here, for a while in a file of their own.
# differences:
#   - { kind: database-instance, resource: orders, at: /multiAz, reason: staging can be down for an hour, owner: team-orders, review: 2027-06-30 }
# exceptions: exceptions.yaml
`
