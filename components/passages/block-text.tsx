import { classNames } from '@/components/ui/class-names';
import type { Block, Span } from '@/lib/ingest/parse/parsed-document';

/** One block of a document's text in its kind: heading, paragraph, list item, code, table. */
export function BlockText({ block, wordsOf }: { block: Block; wordsOf: (span: Span) => string }) {
  switch (block.kind) {
    case 'heading':
      return <p className={classNames('font-semibold wrap-anywhere', block.level <= 2 && 'text-lg')}>{wordsOf(block)}</p>;
    case 'list-item':
      return (
        <p className="wrap-anywhere whitespace-pre-line" style={{ paddingLeft: `${block.depth + 1}rem` }}>
          <span aria-hidden={!block.number} className="-ml-4 inline-block min-w-4 pe-1 text-muted">
            {block.number ?? '•'}
          </span>
          {wordsOf(block)}
        </p>
      );
    case 'code':
      return <pre className="overflow-x-auto font-mono text-sm">{wordsOf(block)}</pre>;
    case 'table':
      return (
        <div className="overflow-x-auto">
          <table className="border-collapse text-sm">
            <tbody>
              {block.rows.map((row, index) => (
                <tr key={row[0]?.start ?? index} className="border-b border-line">
                  {row.map((cell) => (
                    <td key={cell.start} className={classNames('px-2 py-1 align-top', index === 0 && block.header && 'font-semibold')}>
                      {wordsOf(cell)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case 'caption':
      return <p className="text-sm text-muted wrap-anywhere whitespace-pre-line">{wordsOf(block)}</p>;
    case 'paragraph':
      return <p className="wrap-anywhere whitespace-pre-line">{wordsOf(block)}</p>;
  }
}
