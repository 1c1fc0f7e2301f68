import { RequestError } from '@/lib/http/send-json';

/** Sentences by field name; '' for what belongs to no field. */
export type FieldErrors = Record<string, string>;

/**
 * Which field an error belongs to: routes answer `bad_request:<field>`, or `bad_request:input` with "field: sentence".
 */
export function fieldErrorsOf(error: unknown, fields: string[], sentence: string): FieldErrors {
  if (error instanceof RequestError) {
    const [reason = '', subject = ''] = error.code.split(':');
    if (reason === 'bad_request' && fields.includes(subject)) return { [subject]: sentence };
    if (reason === 'conflict' && subject === 'account' && fields.includes('email')) return { email: sentence };
    const [field, rest] = splitOnce(sentence, ': ');
    if (rest && fields.includes(field)) return { [field]: rest };
  }
  return { '': sentence };
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
