/**
 * Turns what a command printed to a colour terminal into a picture: ANSI on stdin, SVG on stdout.
 *
 *     npm run build
 *     COLUMNS=100 FORCE_COLOR=1 node dist/src/cli/main.js check --config examples/shop/evenkeel.yaml --quiet \
 *       | node docs/images/render.mjs --command 'npm run demo' --lines 52 > docs/images/check.svg
 *
 * `--lines` shows the first lines only, and says how many more there are. Every run of text is set to the columns that
 * it takes on a terminal, so that the picture looks the same in any monospaced font.
 */
import { parseArgs } from 'node:util'
import { displayWidth } from '../../dist/src/report/width.js'

const { values } = parseArgs({
  options: { command: { type: 'string', default: '' }, lines: { type: 'string', default: '1000' } },
})
const most = Number(values.lines)

const escapeCharacter = String.fromCharCode(27)
const sgr = new RegExp(`${escapeCharacter}\\[([0-9;]*)m`, 'g')

const cell = 8.4
const lineHeight = 19
const margin = 20
const bar = 34
const palette = {
  text: '#d7dce2',
  dim: '#8b949e',
  background: '#12161c',
  bar: '#1c222b',
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76d9e6',
}

let input = ''
for await (const chunk of process.stdin.setEncoding('utf8')) input += chunk
const all = input.replace(/\s+$/, '').split('\n')
while (all[0] === '') all.shift()
const shown = all.slice(0, most)
if (all.length > shown.length) shown.push('', `${escapeCharacter}[2m… and ${all.length - shown.length} more lines${escapeCharacter}[22m`)

const columns = Math.max(...shown.map((line) => displayWidth(line.replace(sgr, ''))), 60)
const width = Math.ceil(columns * cell + 2 * margin)
const height = bar + shown.length * lineHeight + margin

process.stdout.write(
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escape(`What ${values.command || 'the command'} prints`)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${palette.background}"/>`,
    `<path d="M0 ${bar}V8a8 8 0 0 1 8-8H${width - 8}a8 8 0 0 1 8 8V${bar}z" fill="${palette.bar}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve" style="white-space:pre">`,
    `<text x="${margin}" y="22" fill="${palette.dim}">${escape(`$ ${values.command}`)}</text>`,
    ...shown.flatMap((line, i) => lineElement(line, bar + 8 + (i + 0.6) * lineHeight)),
    '</g>',
    '</svg>',
    '',
  ].join('\n'),
)

/** One line of the terminal as a text element; nothing for an empty one. */
function lineElement(line, y) {
  const runs = runsOf(line)
  if (runs.length === 0) return []
  const spans = runs.map(({ text, column, colour, bold }) => {
    const size = displayWidth(text) * cell
    const weight = bold ? ' font-weight="700"' : ''
    return `<tspan x="${(margin + column * cell).toFixed(1)}" textLength="${size.toFixed(1)}" lengthAdjust="spacingAndGlyphs" fill="${colour}"${weight}>${escape(text)}</tspan>`
  })
  return [`<text y="${y.toFixed(1)}">${spans.join('')}</text>`]
}

/** The parts of a line that look alike, each with the column it begins in. Blanks at their ends are left out. */
function runsOf(line) {
  const runs = []
  let column = 0
  let style = { colour: undefined, bold: false, dim: false }
  // Split by an expression with one group: codes stand at the odd places.
  for (const [i, part] of line.split(sgr).entries()) {
    if (i % 2 === 1) {
      for (const code of part.split(';')) style = styled(style, Number(code))
      continue
    }
    const start = part.length - part.trimStart().length
    const text = part.trim()
    const colour = style.colour ?? (style.dim ? palette.dim : palette.text)
    if (text !== '') runs.push({ text, column: column + start, colour, bold: style.bold })
    column += displayWidth(part)
  }
  return runs
}

function styled(style, code) {
  if (code === 0) return { colour: undefined, bold: false, dim: false }
  if (code === 1) return { ...style, bold: true }
  if (code === 2) return { ...style, dim: true }
  if (code === 22) return { ...style, bold: false, dim: false }
  if (code === 39) return { ...style, colour: undefined }
  return palette[code] === undefined ? style : { ...style, colour: palette[code] }
}

function escape(text) {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
}
