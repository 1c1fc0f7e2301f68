'use client';

import { Copy } from 'lucide-react';
import type { Nodes, Table } from 'mdast';
import { memo, type ReactNode, useMemo } from 'react';
import { copyText } from '@/components/ui/copy-text';
import { toast } from '@/components/ui/toast';
import { asWritten, parseAnswer, piecesOf } from '@/lib/chats/answer-tree';
import { notFoundWords } from '@/lib/chats/answer-words';
import { type MessageCitation, unsupportedMark } from '@/lib/chats/chat-message';
import { FootnoteButton } from './footnote-button';

type Citations = ReadonlyMap<number, MessageCitation>;

/**
 * An answer's Markdown as text on the page. Built node by node from an allow-list: raw HTML stays the characters it is,
 * there is no image element and no live link, so nothing in an answer can make the browser ask another host.
 */
export const AnswerText = memo(function AnswerText(props: { text: string; citations: MessageCitation[] }) {
  const root = useMemo(() => parseAnswer(props.text), [props.text]);
  const citations = useMemo(() => new Map(props.citations.map((citation) => [citation.number, citation])), [props.citations]);
  return <div className="answer">{children(root.children, citations)}</div>;
});

function children(nodes: readonly Nodes[], citations: Citations): ReactNode[] {
  // Positions are stable keys here: text only ever grows at its end.
  return nodes.map((node, index) => <Node key={index} node={node} citations={citations} />);
}

function Node({ node, citations }: { node: Nodes; citations: Citations }): ReactNode {
  switch (node.type) {
    case 'text':
      return <TextWithMarks value={node.value} citations={citations} />;
    case 'paragraph':
      return <p>{children(node.children, citations)}</p>;
    case 'heading':
      // The question is the h2 above.
      return node.depth < 3 ? <h3>{children(node.children, citations)}</h3> : <h4>{children(node.children, citations)}</h4>;
    case 'emphasis':
      return <em>{children(node.children, citations)}</em>;
    case 'strong':
      return <strong>{children(node.children, citations)}</strong>;
    case 'delete':
      return <del>{children(node.children, citations)}</del>;
    case 'blockquote':
      return <blockquote>{children(node.children, citations)}</blockquote>;
    case 'list':
      return node.ordered ? <ol start={node.start ?? 1}>{children(node.children, citations)}</ol> : <ul>{children(node.children, citations)}</ul>;
    case 'listItem':
      return <li>{children(node.children, citations)}</li>;
    case 'table':
      return <AnswerTable table={node} citations={citations} />;
    case 'inlineCode':
      return <code>{asWritten(node.value)}</code>;
    case 'code':
      return (
        <pre>
          <code>{asWritten(node.value)}</code>
        </pre>
      );
    case 'break':
      return <br />;
    case 'thematicBreak':
      return <hr />;
    case 'html':
      return asWritten(node.value);
    case 'image':
    case 'imageReference':
      return asWritten(node.alt ?? '');
    case 'link':
      return <Address url={asWritten(node.url)}>{children(node.children, citations)}</Address>;
    case 'linkReference':
      return children(node.children, citations);
    default:
      return null;
  }
}

/** Words and footnotes. Marks are tied to the word before them, so that no line begins with one. */
function TextWithMarks({ value, citations }: { value: string; citations: Citations }): ReactNode {
  const pieces = piecesOf(value);
  return pieces.map((piece, index) => {
    if (typeof piece === 'number') return typeof pieces[index - 1] === 'number' ? null : <Marks key={index} word={lastWord(pieces[index - 1])} numbers={numbersFrom(pieces, index)} citations={citations} />;
    return typeof pieces[index + 1] === 'number' ? piece.slice(0, piece.length - lastWord(piece).length) : piece;
  });
}

/** The end of the text up to its last space; nothing where that would be too long to keep in one line. */
function lastWord(text: string | number | undefined): string {
  return typeof text === 'string' ? (/(?<!\S)\S{1,24}$/.exec(text)?.[0] ?? '') : '';
}

function numbersFrom(pieces: (string | number)[], start: number): number[] {
  const end = pieces.findIndex((piece, index) => index > start && typeof piece === 'string');
  return pieces.slice(start, end < 0 ? undefined : end).filter((piece) => typeof piece === 'number');
}

function Marks({ word, numbers, citations }: { word: string; numbers: number[]; citations: Citations }) {
  return (
    <>
      <span className="whitespace-nowrap">
        {word}
        {numbers.map((number, index) => (
          <Mark key={index} citation={citations.get(number)} />
        ))}
      </span>
      {numbers.includes(unsupportedMark) && <Unsupported />}
    </>
  );
}

/** Stands behind a sentence that was checked and that no passage says. */
function Unsupported() {
  return (
    <>
      {' '}
      <span className="unsupported">{notFoundWords}</span>
    </>
  );
}

/** A mark whose citation has not arrived, or never will, is not shown: a number that opens nothing would be a lie. */
function Mark({ citation }: { citation: MessageCitation | undefined }) {
  return citation ? <FootnoteButton citation={citation} /> : null;
}

function AnswerTable({ table, citations }: { table: Table; citations: Citations }) {
  const [head, ...rows] = table.children;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="answer-table" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head?.children.map((cell, index) => (
              <th key={index} scope="col">
                {children(cell.children, citations)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.children.map((cell, column) => (
                <td key={column}>{children(cell.children, citations)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A web address in an answer: words to read and to copy, never something to follow. */
function Address({ url, children: label }: { url: string; children: ReactNode }) {
  return (
    <span className="break-words">
      {label}{' '}
      <button
        type="button"
        title={url}
        aria-label={`Copy the address ${url}`}
        onClick={() => void copyText(url).then(() => toast('Address copied.'), () => toast('The browser did not allow copying.'))}
        className="inline-flex size-6 items-center justify-center rounded-sm align-middle text-muted hover:bg-wash hover:text-ink"
      >
        <Copy aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}
