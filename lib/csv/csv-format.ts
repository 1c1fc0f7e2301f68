/**
 * How every export is written: UTF-8 with a byte order mark, so that spreadsheets read it, and with an apostrophe before
 * cells that begin like a formula.
 */
export const csvFormat = { header: true, bom: true, escape_formulas: true, record_delimiter: 'windows' } as const;
