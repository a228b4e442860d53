const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  ё: 'е',
};

/**
 * A text's words as `search_plain` cuts them for the index: small letters, everything but letters and
 * digits a gap. Only Latin and Greek letters lose their accents: elsewhere a sign is a letter's other
 * half, as in й, ガ or any vowel of Hindi.
 */
export function plainWords(text: string): string[] {
  return (
    text
      .toLowerCase()
      // Letters that are only written wide or tied together.
      .replace(/[\uFB00-\uFB06\uFF10-\uFF5A]/g, (letter) => letter.normalize('NFKC'))
      .normalize('NFD')
      .replace(/([\p{sc=Latin}\p{sc=Greek}])\p{M}+/gu, '$1')
      .normalize('NFC')
      // What accents no letter has of its own, such as one that marks a stress.
      .replace(/[\u0300-\u036F]+/g, '')
      .replace(/[ßæœøđðłıþё]/g, (letter) => LETTERS[letter] ?? letter)
      .split(/[^\p{Alphabetic}0-9]+/u)
      .filter((word) => word !== '')
  );
}
