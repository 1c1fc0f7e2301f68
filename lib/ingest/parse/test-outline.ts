import { parseContent } from './parse-content';
import type { Block, DocumentFormat, ParsedDocument } from './parsed-document';
import { testFile } from './test-files';

/** For tests: reads a file in this process. */
export async function parse(content: string | Uint8Array, format: DocumentFormat): Promise<ParsedDocument> {
  return parseContent(await testFile(content), format, 10_000);
}

/** Blocks as short lines: kind, and the text. */
export function outline({ blocks, text }: ParsedDocument): string[] {
  return blocks.map((block: Block) => `${block.kind}${'level' in block ? block.level : ''}: ${text.slice(block.start, block.end)}`);
}

/** Linked words and their addresses. */
export function linksOf({ blocks, text }: ParsedDocument): [string, string][] {
  return blocks.flatMap((block) => block.links ?? []).map(({ start, end, url }) => [text.slice(start, end), url]);
}
