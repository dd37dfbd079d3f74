import { as, flag, ordered, record, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const certificate = defineKind({
  id: 'certificate',
  version: 2,
  dimension: 'certificates',
  title: 'Certificate',
  doc: 'A TLS certificate with its chain: kept by a provider, or served at an endpoint.',
  pairing: 'named',
  taggable: true,
  fields: {
    subject: as('host', 'Common name, or the first name it covers.'),
    names: setOf(as('host', 'A name.'), 'The names it covers (subject alternative names).'),
    issuer: text('Organisation, or common name, of the issuing authority.'),
    keyAlgorithm: word('`RSA-2048`, `EC-prime256v1`.'),
    signatureAlgorithm: word('`SHA256-RSA`.', { volatile: true }),
    origin: word(
      '`issued` by the provider (renews), `imported` (never renews itself), `private`, or `served` at an endpoint.',
    ),
    status: word('The provider’s word: `ISSUED`, `PENDING_VALIDATION`, `EXPIRED`.', { volatile: true }),
    inUse: flag('Whether something serves it.', { volatile: true }),
    renewable: flag('Whether the provider will renew it by itself.', { volatile: true }),
    validation: word('How its names are validated: `DNS`, `EMAIL`.'),
    notBefore: as('instant', 'Start of validity.', { volatile: true }),
    notAfter: as('instant', 'End of validity of the certificate itself.', { volatile: true }),
    chainNotAfter: as('instant', 'The earliest end of validity of any certificate above it.', { volatile: true }),
    serial: word('Serial number.', { volatile: true }),
    selfSigned: flag('Signed by its own key.', { default: false }),
    nameMatches: flag('Whether it covers the name it is served under.', { default: true }),
    trusted: flag('Whether the chain leads to a known root.'),
    protocol: word('TLS protocol negotiated at the endpoint.'),
    chain: ordered(
      record(
        {
          subject: text('Subject.'),
          issuer: text('Issuer.'),
          keyAlgorithm: word('Key algorithm.'),
          notAfter: as('instant', 'End of validity.', { volatile: true }),
        },
        'One certificate.',
      ),
      'The certificates above it, from its issuer upwards.',
      { volatile: true },
    ),
  },
})
