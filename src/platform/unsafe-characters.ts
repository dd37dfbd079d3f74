/**
 * Characters that a value may hold and a screen, a page or a reader must not obey: control characters (escape sequences),
 * lone surrogates, line separators, and format characters that hide or reorder text. The two joiners stay: words and
 * emoji need them. For `replace` and `replaceAll` only: it is global, and remembers where it was.
 */
export const unsafeCharacters = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
