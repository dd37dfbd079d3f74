import { createElement as h, type ReactNode } from 'react'
import { colours } from './colours.ts'
import type { Section, SectionRow } from './sections.ts'

/** One section of the report in HTML. */
export function sectionElement({ title, rows, none, more }: Section): ReactNode {
  return h(
    'div',
    null,
    h('h2', { className: 'ink', style: styles.heading }, title),
    rows.length === 0
      ? h('p', { className: 'soft', style: styles.details }, none ?? '')
      : h(
          'table',
          { width: '100%', cellPadding: 0, cellSpacing: 0 },
          h(
            'tbody',
            null,
            rows.map((row, i) => h('tr', { key: i }, rowCells(row))),
          ),
        ),
    more === undefined ? null : h('p', { className: 'soft', style: styles.details }, more),
  )
}

function rowCells({ severity, main, aside, details }: SectionRow): readonly ReactNode[] {
  return [
    h(
      'td',
      { key: 'main', className: 'rule', valign: 'top', style: styles.cell },
      h(
        'div',
        { className: 'ink', style: styles.main },
        severity === undefined
          ? null
          : h('span', { style: { ...styles.mark, background: colours.severity[severity] } }, severity),
        main,
      ),
      details.length === 0 ? null : h('div', { className: 'soft', style: styles.details }, details.join(' · ')),
    ),
    h(
      'td',
      {
        key: 'aside',
        className: 'soft rule',
        valign: 'top',
        align: 'right',
        style: { ...styles.cell, ...styles.aside },
      },
      aside ?? '',
    ),
  ]
}

const styles = {
  heading: { margin: '14px 0 6px', fontSize: 15, lineHeight: '20px', fontWeight: 700, color: colours.ink },
  cell: { borderTop: `1px solid ${colours.line}`, padding: '7px 0' },
  // Long names without a space must break, or they widen the whole mail.
  main: { fontSize: 13, lineHeight: '19px', color: colours.ink, wordBreak: 'break-word' },
  mark: {
    display: 'inline-block',
    marginRight: 6,
    padding: '0 6px',
    borderRadius: 3,
    fontSize: 11,
    lineHeight: '17px',
    color: '#ffffff',
  },
  details: { margin: 0, fontSize: 12, lineHeight: '17px', color: colours.soft, wordBreak: 'break-word' },
  aside: { fontSize: 12, lineHeight: '19px', color: colours.soft, whiteSpace: 'nowrap', paddingLeft: 12, width: 90 },
} as const
