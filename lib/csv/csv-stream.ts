import { stringify } from 'csv-stringify';
import { csvFormat } from './csv-format';

/**
 * Rows as CSV, read as they are sent; a cell is empty where a row has null or nothing. The stream fails when reading fails.
 */
export function csvStream(columns: string[], rows: AsyncIterable<Record<string, string | number | null>>): ReadableStream<Uint8Array> {
  const csv = stringify({ ...csvFormat, columns });
  const write = async () => {
    for await (const row of rows) csv.write(row);
    csv.end();
  };
  return new ReadableStream({
    start(controller) {
      const encoder = new TextEncoder();
      csv.on('data', (text: string | Buffer) => controller.enqueue(encoder.encode(text.toString())));
      csv.on('end', () => controller.close());
      csv.on('error', (error) => controller.error(error));
      write().catch((error: unknown) => csv.destroy(error instanceof Error ? error : new Error(String(error))));
    },
  });
}
