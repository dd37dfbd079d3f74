import { PGlite, protocol } from '@electric-sql/pglite'
import type { messages } from '@electric-sql/pglite'
import type { SessionAnswer, SessionRequest, SqlSession, WireError, WireResult } from './session.ts'

type Message = Awaited<ReturnType<PGlite['execProtocolStream']>>[number]

/**
 * Opens a PGlite and speaks PostgreSQL's wire protocol with it, so that parameters and results are what `pg` makes of them:
 * PGlite's own `query` has other ideas of types, and takes five turns where one does.
 *
 * @param directory undefined: in memory
 * @param template a data directory that `dumpDataDir` packed, to begin a new one from
 */
export async function openPgliteSession(
  directory: string | undefined,
  template?: Blob,
): Promise<SqlSession & { readonly engine: PGlite }> {
  const engine = await PGlite.create({
    ...(directory === undefined ? {} : { dataDir: directory }),
    ...(template === undefined ? {} : { loadDataDir: template }),
  })
  let searchPath: string | undefined
  let inTransaction = false

  async function send(request: SessionRequest): Promise<SessionAnswer> {
    const said = await engine.execProtocolStream(toWire(request), { throwOnError: false })
    const answer = read(said, inTransaction)
    inTransaction = answer.inTransaction
    return answer
  }

  return {
    engine,
    run: async (request) => {
      if (!inTransaction && searchPath !== request.searchPath) {
        await send({ text: `set search_path to ${request.searchPath}`, searchPath: request.searchPath })
        searchPath = request.searchPath
      }
      return send(request)
    },
    close: () => engine.close(),
  }
}

function toWire({ text, parameters }: SessionRequest): Uint8Array {
  const { serialize } = protocol
  if (parameters === undefined) return serialize.query(text)
  return Buffer.concat([
    serialize.parse({ text }),
    serialize.bind({ values: [...parameters] }),
    serialize.describe({ type: 'P' }),
    serialize.execute({}),
    serialize.sync(),
  ])
}

function read(said: readonly Message[], before: boolean): SessionAnswer {
  const results: WireResult[] = []
  const notifications: { channel: string; payload: string }[] = []
  let error: WireError | undefined
  let inTransaction = before
  let fields: WireResult['fields'] = []
  let rows: (string | null)[][] = []
  for (const message of said) {
    switch (message.name) {
      case 'rowDescription':
        fields = (message as messages.RowDescriptionMessage).fields.map((one) => ({
          name: one.name,
          type: one.dataTypeID,
        }))
        break
      case 'dataRow':
        rows.push((message as messages.DataRowMessage).fields)
        break
      case 'commandComplete':
        results.push({ ...tagOf((message as messages.CommandCompleteMessage).text), fields, rows })
        fields = []
        rows = []
        break
      case 'error':
        error = toWireError(message as unknown as messages.DatabaseError)
        break
      case 'notification': {
        const { channel, payload } = message as messages.NotificationResponseMessage
        notifications.push({ channel, payload })
        break
      }
      case 'readyForQuery':
        inTransaction = (message as messages.ReadyForQueryMessage).status !== 'I'
        break
      default:
    }
  }
  return { results, ...(error === undefined ? {} : { error }), inTransaction, notifications }
}

/** `INSERT 0 5` is INSERT and 5, `CREATE TABLE` is CREATE and null: as `pg` has it. */
function tagOf(tag: string): { readonly command: string; readonly rowCount: number | null } {
  const words = tag.split(' ')
  const last = words.at(-1) ?? ''
  return { command: words[0] ?? '', rowCount: /^\d+$/.test(last) ? Number(last) : null }
}

const errorFields = [
  'severity',
  'code',
  'detail',
  'hint',
  'position',
  'where',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'routine',
] as const

function toWireError(error: messages.DatabaseError): WireError {
  const fields = errorFields.map((field) => [field, error[field]] as const).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(fields), message: error.message }
}
