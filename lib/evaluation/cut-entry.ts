import { countTokens } from '@/lib/ai/embedding/embed';
import { chunk, type Chunk } from '@/lib/ingest/chunk';
import { cleanText } from '@/lib/ingest/parse/clean-text';
import { DocumentBuilder } from '@/lib/ingest/parse/document-builder';
import { addPlainText } from '@/lib/ingest/parse/parse-text';
import type { Entry } from './beir-folder';

/** Cuts an entry as the portal cuts a text file; an entry without words gives nothing. */
export function cutEntry(entry: Entry): Chunk[] {
  const builder = new DocumentBuilder();
  addPlainText(builder, cleanText(entry.text));
  return chunk(builder.finish('text', undefined), { title: entry.title, countTokens });
}
