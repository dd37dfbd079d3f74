import { isDeepStrictEqual } from 'node:util'
import { Type } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { fail } from '../../errors/catalogue.ts'
import { startDeadline } from '../../platform/deadline.ts'
import type { GateCall } from '../../store/contract/gates.ts'
import type { Api, ApiContext } from '../context.ts'
import { overrideOf, type GateAnswer } from '../gate/answers.ts'
import { answerAfterWaiting, keyOf, questionOf } from '../gate/ask.ts'
import type { GateVerdict } from '../gate/verdict.ts'
import { gateInMarkdown, gateInWords, passedWord } from '../gate/words.ts'
import { listOf, nameParameter, oneOf, pageOf, pageQuery, problems, strict } from '../schemas/common.ts'
import { GateCallSchema, gateQuestion, VerdictSchema } from '../schemas/gate.ts'

const tags = ['gate']
const headers = {
  'evenkeel-passed': Type.String({ description: '`yes`, `no` or `unknown`.' }),
  'evenkeel-drift': Type.String(),
  'evenkeel-coverage': Type.String(),
}

/** Without blanks around it. */
const shortestReason = 10

/** Whoever had no answer, because people could not be told or a connection was cut, asks again within this time. */
const againMilliseconds = 10 * 60_000

/** May this be deployed? */
export function addGate(api: Api, context: ApiContext): void {
  const { parts, names, verdicts, answers, gateLog } = context
  const { clock } = parts

  /** The call as it is in the store: asked for again, it is the one that is there. */
  const recorded = async (call: GateCall): Promise<GateCall> => {
    const { gates } = parts.store
    const there = (await gates.overrides(call.comparison, call.assessment)).find(
      ({ at, ...one }) =>
        Date.parse(call.at) - Date.parse(at) < againMilliseconds && isDeepStrictEqual({ ...one, at: call.at }, call),
    )
    if (there !== undefined) return there
    await gates.add([call])
    return call
  }

  api.get(
    '/v1/gate',
    {
      config: { scope: 'gate' },
      schema: {
        tags,
        summary: 'Ask whether a comparison lets something pass',
        description:
          'Answers 200 whatever the verdict is; it is also in headers, for programs that read no JSON. `wait`: where what is known is too old or nothing is, an assessment is asked for, and it is waited for that or for the one that is under way.',
        querystring: Type.Object(
          {
            ...gateQuestion,
            wait: Type.Optional(Type.Integer({ minimum: 0, maximum: 300, description: 'Seconds.' })),
            format: Type.Optional(oneOf(['json', 'text', 'markdown'])),
          },
          strict,
        ),
        response: {
          200: {
            description: 'The verdict.',
            headers,
            content: {
              'application/json': { schema: VerdictSchema },
              'text/plain': { schema: Type.String() },
              'text/markdown': { schema: Type.String() },
            },
          },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { query, actor } = request
      const key = keyOf(query)
      const question = questionOf(context, query)
      let answer: GateAnswer
      if (query.wait === undefined || query.wait === 0) {
        // Without `await` where there is nothing to wait for: a gate is asked often.
        const known = verdicts.current(question.comparison)
        const made = answers.of(key, question, known instanceof Promise ? await known : known)
        answer = made instanceof Promise ? await made : made
      } else {
        const gone = new AbortController()
        const onClose = (): void => gone.abort()
        const patience = startDeadline(gone.signal, query.wait)
        request.raw.socket.once('close', onClose)
        try {
          answer = await answerAfterWaiting(context, key, question, actor.name, patience.signal)
        } finally {
          patience.clear()
          request.raw.socket.off('close', onClose)
        }
      }
      gateLog.note(`${actor.name}\n${key}\n${answer.verdict.assessment ?? ''}\n${String(answer.verdict.passed)}`, () =>
        callOf(answer.verdict, actor.name, clock.now()),
      )
      return sendAnswer(reply, answer, query.format)
    },
  )

  api.post(
    '/v1/gate/overrides',
    {
      config: { scope: 'gate' },
      schema: {
        tags,
        summary: 'Let something pass all the same',
        description:
          'It is recorded with its reason, and told. It holds for this one time: the gate goes on saying what it says.',
        body: Type.Object(
          {
            ...gateQuestion,
            reason: Type.String({
              minLength: shortestReason,
              maxLength: 1000,
              description: 'Why, in words that hold next week.',
            }),
            by: Type.Optional(
              Type.String({
                minLength: 1,
                maxLength: 200,
                description: 'Whoever asked for it; the token is recorded too.',
              }),
            ),
          },
          strict,
        ),
        response: { 201: VerdictSchema, ...problems },
      },
    },
    async ({ body, actor }, reply) => {
      const { reason, by: asked = '', ...gate } = body
      if (reason.trim().length < shortestReason) {
        const problem = `must have ${shortestReason} characters or more beside blanks`
        throw fail('api-parameter', { parameter: '"reason"', where: 'of the body', problem })
      }
      const question = questionOf(context, gate)
      const { verdict } = await answers.of(keyOf(gate), question, await verdicts.current(question.comparison))
      const by = asked.trim() === '' ? actor.name : `${asked.trim()} (${actor.name})`
      // Before it is answered: nobody passes by an override that was not recorded.
      const call = await recorded({ ...callOf(verdict, by, clock.now()), override: reason })
      const { comparison, service } = question
      const counted = Object.values(verdict.counts).reduce((sum, count) => sum + count, 0)
      const of = service === undefined ? {} : { service }
      await parts.overridden({ comparison, ...of, by, reason, counted, at: call.at })
      await verdicts.refresh(comparison)
      const overridden = overrideOf(call)
      return reply
        .code(201)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify({ ...verdict, overridden }) as never)
    },
  )

  api.get(
    '/v1/gate/calls',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'What gates were asked, newest first',
        description: 'Equal calls within a second are one. A call is here within a second.',
        querystring: Type.Object(
          { comparison: Type.Optional(nameParameter('Only of this comparison.')), ...pageQuery },
          strict,
        ),
        response: { 200: listOf(GateCallSchema), ...problems },
      },
    },
    async ({ query }) => {
      const comparison = query.comparison === undefined ? undefined : names.comparison(query.comparison).name
      const { items, next } = await parts.store.gates.list(comparison, pageOf(query))
      return { items: [...items], ...(next === undefined ? {} : { next }) }
    },
  )
}

function callOf(verdict: GateVerdict, by: string, at: Date): GateCall {
  const { comparison, service, assessment, drift, coverage, failOn, passed } = verdict
  return {
    at: at.toISOString(),
    comparison,
    ...(service === undefined ? {} : { service }),
    by,
    ...(assessment === null ? {} : { assessment }),
    ...(drift === null ? {} : { drift }),
    ...(coverage === null ? {} : { coverage }),
    failOn,
    passed: passed === true,
  }
}

function sendAnswer(
  reply: FastifyReply,
  { verdict, json }: GateAnswer,
  format: 'json' | 'text' | 'markdown' | undefined,
): FastifyReply {
  reply
    .header('evenkeel-passed', passedWord(verdict))
    .header('evenkeel-drift', verdict.drift ?? 'unknown')
    .header('evenkeel-coverage', verdict.coverage ?? 'unknown')
  if (format === 'text') return reply.type('text/plain; charset=utf-8').send(gateInWords(verdict))
  if (format === 'markdown') return reply.type('text/markdown; charset=utf-8').send(gateInMarkdown(verdict))
  return reply.type('application/json; charset=utf-8').send(json)
}
