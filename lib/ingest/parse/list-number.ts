/** A number of a list as it is written, in one of the formats that Word names (`lowerLetter`, `upperRoman`, …); in digits where that is another. */
export function listNumber(number: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return letters(number).toLowerCase();
    case 'upperLetter':
      return letters(number);
    case 'lowerRoman':
      return roman(number).toLowerCase();
    case 'upperRoman':
      return roman(number);
    case 'decimalZero':
      return String(number).padStart(2, '0');
    default:
      return String(number);
  }
}

/** A, B … Z, AA, BB …, as Word counts. */
function letters(number: number): string {
  return number < 1 ? '' : String.fromCharCode(65 + ((number - 1) % 26)).repeat(Math.min(10, Math.ceil(number / 26)));
}

function roman(number: number): string {
  if (number < 1 || number > 3_999) return String(number);
  const signs: [number, string][] = [[1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']];
  let [left, text] = [number, ''];
  for (const [value, sign] of signs) for (; left >= value; left -= value) text += sign;
  return text;
}

const formats: Record<string, string> = { a: 'lowerLetter', A: 'upperLetter', i: 'lowerRoman', I: 'upperRoman' };

/** The format that HTML and OpenDocument name by its first number. */
export function formatOfSign(sign: string | undefined): string {
  return formats[sign ?? ''] ?? 'decimal';
}
