import { Paperclip } from 'lucide-react';
import Link from 'next/link';
import type { ContainedFile } from '@/lib/documents/contained-file';
import type { DocumentRow } from '@/lib/documents/document-row';

/** The mail or archive that a document came in; a link while the mail is there. */
export function CameIn({ parent }: { parent: NonNullable<DocumentRow['parent']> }) {
  return (
    <p className="mt-1 flex items-center gap-1 text-muted wrap-anywhere">
      <Paperclip aria-hidden className="size-4 shrink-0" />
      <span>
        Came in{' '}
        {parent.id ? (
          <Link href={`/admin/documents/${parent.id}`} className="underline hover:text-ink">
            {parent.name}
          </Link>
        ) : (
          parent.name
        )}
      </span>
    </p>
  );
}

/** What was attached to a mail: a link to each document, or the reason why a file is none. */
export function ContainedFiles({ files }: { files: readonly ContainedFile[] }) {
  return (
    <section aria-labelledby="attachments" className="mt-4 max-w-3xl">
      <h2 id="attachments" className="mb-1 font-semibold">
        Attachments
      </h2>
      <ul className="flex flex-col gap-1">
        {files.map((file, index) => (
          <li key={index} className="wrap-anywhere">
            {file.documentId ? (
              <Link href={`/admin/documents/${file.documentId}`} className="underline">
                {file.name}
              </Link>
            ) : (
              <>
                {file.name}: <span className="text-muted">{file.refusal}</span>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
