// The child process that reads one file and ends. It knows no secrets: its parent gives it nothing but a path.
import { AppError } from '@/lib/errors/app-error';
import { parseContent } from './parse-content';
import type { ParseAnswer, ParseRequest } from './parse';

process.once('message', (request: ParseRequest) => {
  void answer(request).then((result) => {
    process.send?.(result, () => process.exit(0));
  });
});
process.on('disconnect', () => process.exit(0));

async function answer({ path, format, softLimit }: ParseRequest): Promise<ParseAnswer> {
  try {
    return { document: await parseContent(path, format, softLimit) };
  } catch (error) {
    if (error instanceof AppError) return { error: { code: error.code, message: error.message } };
    const detail = error instanceof Error ? error.stack : String(error);
    return { error: { code: 'unsupported:damaged', message: 'We could not read this file: it is damaged. Save it again in its program and upload the new copy.', detail } };
  }
}
