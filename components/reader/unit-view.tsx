import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';
import { countWords } from '@/components/ui/count-words';
import { pageNoun, type DocumentFormat } from '@/lib/ingest/parse/document-formats';
import type { Link, Span } from '@/lib/ingest/parse/parsed-document';
import type { Mark } from './cut-by-marks';
import { MarkedText } from './marked-text';
import type { Unit } from './text-units';

/** Draws one unit of a document that is shown as text. `headingBase` is the level of the document's first headings on the page. */
export function UnitView(props: { unit: Unit; text: string; marks: readonly Mark[]; format: DocumentFormat; headingBase: number }) {
  const { unit } = props;
  const words = (span: Span) => <MarkedText text={props.text} span={span} marks={props.marks} />;
  return (
    <>
      {unit.slide !== undefined && (
        <p className="mt-8 mb-3 border-t border-line pt-2 font-sans text-sm text-muted">
          {pageNoun(props.format) === 'slide' ? 'Slide' : 'Page'} {unit.slide}
        </p>
      )}
      {draw(unit, words, (span) => props.text.slice(span.start, span.end), props.headingBase)}
      {unit.links && <LinkAddresses links={unit.links} text={props.text} />}
    </>
  );
}

/** Where the words of a unit led to in the file: text to read and copy, never a link that could be followed unawares. */
function LinkAddresses({ links, text }: { links: readonly Link[]; text: string }) {
  return (
    <details className="mb-3 font-sans text-sm text-muted">
      <summary className="w-fit select-none">{countWords(links.length, 'link')}</summary>
      <ul className="mt-1 flex flex-col gap-1">
        {links.map((link) => (
          <li key={link.start} className="wrap-anywhere">
            {text.slice(link.start, link.end)}: <span className="font-mono text-ink select-all">{link.url}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function draw(unit: Unit, words: (span: Span) => ReactNode, plain: (span: Span) => string, headingBase: number): ReactNode {
  switch (unit.kind) {
    case 'heading': {
      const Heading = `h${Math.min(6, unit.level + headingBase - 1)}` as 'h2' | 'h3' | 'h4' | 'h5' | 'h6';
      return (
        <Heading className={classNames('mt-6 mb-2 font-sans font-semibold', unit.level <= 1 ? 'text-xl' : unit.level === 2 ? 'text-lg' : 'text-base')}>
          {words(unit)}
        </Heading>
      );
    }
    case 'paragraph':
      return <p className="mb-3 whitespace-pre-wrap">{words(unit)}</p>;
    case 'caption':
      return <p className="mb-3 font-sans text-sm whitespace-pre-wrap text-muted">{words(unit)}</p>;
    case 'list-item':
      return (
        <div className="mb-1 flex gap-2 whitespace-pre-wrap" style={{ paddingInlineStart: `${unit.depth * 1.5 + 0.5}rem` }}>
          {unit.label && (
            <span aria-hidden={unit.label === '•' || undefined} className="shrink-0 text-muted select-none">
              {unit.label}
            </span>
          )}
          <span>{words(unit)}</span>
        </div>
      );
    case 'code':
      return (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        <pre tabIndex={0} className="mb-3 overflow-x-auto rounded-md bg-wash p-3 font-mono text-sm">
          <code>{words(unit)}</code>
        </pre>
      );
    case 'rows':
      return <Rows unit={unit} words={words} plain={plain} />;
  }
}

/** Width of the column of row numbers, in rem. */
const numberColumn = 3.25;

function Rows({ unit, words, plain }: { unit: Unit & { kind: 'rows' }; words: (span: Span) => ReactNode; plain: (span: Span) => string }) {
  const numbered = unit.rowNumbers !== undefined;
  const columns = unit.widths.map((width) => width * 0.56 + 1.25);
  const total = `${columns.reduce((sum, width) => sum + width, numbered ? numberColumn : 0)}rem`;
  // Numbered rows are a sheet: its header is repeated with each slice, and stays in view above it.
  const repeated = numbered || unit.first;
  return (
    <div className={classNames('font-sans', unit.first && 'mt-2')}>
      {unit.sheet && <p className="mt-4 mb-1 font-semibold">Sheet {unit.sheet}</p>}
      <table className="w-full table-fixed border-collapse text-sm tabular-nums" style={numbered ? { width: total } : { minWidth: total }}>
        <colgroup>
          {numbered && <col style={{ width: `${numberColumn}rem` }} />}
          {columns.map((width, n) => (
            <col key={n} style={{ width: `${width}rem` }} />
          ))}
        </colgroup>
        {unit.header && (
          <thead className={classNames(!repeated && 'sr-only', numbered && 'sticky top-0 shadow-[0_1px_0_var(--color-line)]')}>
            <tr>
              {numbered && <RowNumber number={unit.headerNumber} />}
              {unit.header.map((cell, n) => (
                <th key={n} scope="col" className="border border-line bg-wash px-2 py-1 text-start align-top font-semibold break-words whitespace-pre-wrap">
                  {/* The later slices repeat the header without its marks: a mark must stand in one place. */}
                  {unit.first ? words(cell) : plain(cell)}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {unit.rows.map((row, r) => (
            <tr key={row[0]?.start ?? r}>
              {unit.rowNumbers && <RowNumber number={unit.rowNumbers[r]} />}
              {row.map((cell, n) => (
                <td key={n} className="border border-line px-2 py-1 align-top break-words whitespace-pre-wrap">
                  {words(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RowNumber({ number }: { number: number | undefined }) {
  return (
    <th scope="row" className="border border-line bg-rail px-1 py-1 text-center align-top font-normal text-muted select-none">
      {number ?? <span className="sr-only">Row</span>}
    </th>
  );
}
