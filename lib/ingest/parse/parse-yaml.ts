import { isAlias, isCollection, isMap, isPair, isScalar, parseAllDocuments, type Document, type Node } from 'yaml';
import { addData, type DataNode } from './data-blocks';
import { DocumentBuilder } from './document-builder';
import { addPlainText, readTextFile } from './parse-text';
import type { ParsedDocument } from './parsed-document';

/** Beyond this the syntax tree takes more memory than a file may take. */
const maxCharacters = 5_000_000;
const maxDepth = 100;
/** Nodes that aliases may add: C4, a billion laughs. */
const maxNodes = 200_000;

/** YAML: names as headings, lists of records as tables, comments as paragraphs before what they stand above. */
export async function parseYaml(path: string): Promise<ParsedDocument> {
  const builder = new DocumentBuilder();
  const text = await readTextFile(path, builder);
  const documents = text.length <= maxCharacters ? parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false }) : [];
  const isSound = Array.isArray(documents) && documents.length > 0 && documents.every((document) => document.errors.length === 0);
  const nodes = isSound ? nodesOf(documents) : undefined;
  if (nodes) for (const node of nodes) addData(builder, node);
  else {
    builder.note(text.length > maxCharacters ? 'This file is very large; it was read as plain text.' : 'This file is not valid YAML; it was read as plain text.');
    addPlainText(builder, text);
  }
  return builder.finish('yaml');
}

/** Undefined when aliases multiply beyond reason. */
function nodesOf(documents: Document.Parsed[]): DataNode[] | undefined {
  let left = maxNodes;
  try {
    return documents.map((document) => {
      const comment = commentOf(document.commentBefore);
      return { ...nodeOf(document, document.contents, 0), ...(comment && { comment }) };
    });
  } catch (error) {
    if (error instanceof TooMany) return undefined;
    throw error;
  }

  function nodeOf(document: Document.Parsed, node: Node | null | undefined, depth: number): DataNode {
    left -= 1;
    if (left < 0 || depth > maxDepth) throw new TooMany();
    if (isAlias(node)) return nodeOf(document, node.resolve(document), depth + 1);
    if (isMap(node)) {
      let first = commentOf(node.commentBefore);
      return {
        kind: 'record',
        entries: node.items.map((pair) => {
          const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
          const value = nodeOf(document, pair.value as Node | null, depth + 1);
          const above = isScalar(pair.key) ? commentOf(pair.key.commentBefore) : undefined;
          const beside = isScalar(pair.value) ? commentOf(pair.value.comment ?? undefined) : undefined;
          const comment = [first, above, value.comment, beside].filter(Boolean).join('\n');
          first = undefined;
          return [key, { ...value, ...(comment && { comment }) }];
        }),
      };
    }
    if (isCollection(node)) {
      return {
        kind: 'list',
        items: node.items.map((item) => {
          const inner = nodeOf(document, (isPair(item) ? item.value : item) as Node | null, depth + 1);
          const comment = commentOf((item as Node | null)?.commentBefore);
          return { ...inner, ...(comment && { comment }) };
        }),
      };
    }
    const value = isScalar(node) ? node.value : null;
    return { kind: 'value', text: value === null || value === undefined ? '' : value instanceof Date ? value.toISOString() : String(value) };
  }
}

class TooMany extends Error {}

function commentOf(comment: string | null | undefined): string | undefined {
  return comment?.replace(/^ +/gm, '').trim() || undefined;
}
