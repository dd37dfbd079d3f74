import type { ErrorCode } from 'yaml'
import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import type { Place } from './tree.ts'

/** In our words, because the library's may quote the text. */
const sentences: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias (*) can have no anchor or tag',
  BAD_ALIAS: 'an alias (*) or anchor (&) has no valid name; quote text that begins with * or &',
  BAD_COLLECTION_TYPE: 'a tag does not fit what follows it',
  BAD_DIRECTIVE: 'a directive (%) is not understood; quote text that begins with %',
  BAD_DQ_ESCAPE: 'a backslash in double quotes begins no known escape; use single quotes to mean it literally',
  BAD_INDENT: 'the indentation does not fit the lines around it, or a closing ] or } is missing',
  BAD_PROP_ORDER: 'anchors and tags must stand before their value',
  BAD_SCALAR_START: 'a value begins with a reserved character; put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a mapping or list cannot begin here; put text that holds ": " in quotes, or start a new line',
  BLOCK_IN_FLOW: 'a block of lines cannot stand inside [ ] or { }',
  KEY_OVER_1024_CHARS: 'a key is too long',
  MISSING_CHAR: 'a closing quote, bracket, brace or separator is missing',
  MULTILINE_IMPLICIT_KEY: 'a key must be on one line; a ":" or a closing quote is probably missing',
  MULTIPLE_ANCHORS: 'a value can have one anchor only',
  MULTIPLE_DOCS: 'the file holds several documents (---); there must be one',
  MULTIPLE_TAGS: 'a value can have one tag only',
  NON_STRING_KEY: 'a key must be plain text',
  RESOURCE_EXHAUSTION: 'it is nested too deeply',
  TAB_AS_INDENT: 'a tab is used for indentation; use spaces',
  TAG_RESOLVE_FAILED: 'a tag (!) is not known; quote text that begins with !',
  UNEXPECTED_TOKEN: 'something stands here that does not belong',
}

/** A fault that the YAML library found, in our words. `offset` is where it begins in `text`. */
export function yamlProblem(code: ErrorCode, place: Place, text: string, offset: number): EvenkeelError {
  if (code === 'DUPLICATE_KEY') {
    const key = /^["']?([\w.\-/ ]{1,60}?)["']?\s*:/.exec(text.slice(offset, offset + 80))?.[1] ?? '?'
    return fail('config-duplicate-key', { ...place, key })
  }
  return fail('config-not-yaml', { ...place, problem: sentences[code] ?? 'the text cannot be understood' })
}
