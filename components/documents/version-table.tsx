'use client';

import { Download } from 'lucide-react';
import { RelativeTime } from '@/components/people/relative-time';
import { queryWithPlace } from '@/components/reader/reader-place';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { VersionRow } from '@/lib/versions/list-versions';
import { sizeWords } from './format-words';

const stateWords: Record<VersionRow['state'], string | undefined> = { current: 'searched now', earlier: undefined, unread: 'not read' };

/** Every version of a document, newest first; each can be opened as it was read, and downloaded. */
export function VersionTable({ documentId, versions }: { documentId: string; versions: VersionRow[] }) {
  const open = (versionId: string) => {
    const place = { kind: 'document' as const, documentId, versionId };
    window.history.pushState(null, '', `?${queryWithPlace(new URLSearchParams(window.location.search), place)}`);
  };
  return (
    <Table label="Versions">
      <TableHead>
        <TableRow>
          <TableHeader>Version</TableHeader>
          <TableHeader>When</TableHeader>
          <TableHeader>By</TableHeader>
          <TableHeader>File</TableHeader>
          <TableHeader className="text-right">Size</TableHeader>
          <TableHeader className="text-right">Passages</TableHeader>
          <TableHeader>
            <span className="sr-only">Actions</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {versions.map((version) => (
          <TableRow key={version.id}>
            <TableCell className="whitespace-nowrap">
              {version.number} {stateWords[version.state] && <Badge className="ml-1">{stateWords[version.state]}</Badge>}
            </TableCell>
            <TableCell className="whitespace-nowrap">
              <RelativeTime iso={version.createdAt} />
            </TableCell>
            <TableCell className="whitespace-nowrap">{version.readAnew ? 'Read anew by Footnote' : version.uploadedBy}</TableCell>
            <TableCell className="min-w-32 wrap-anywhere">{version.fileName}</TableCell>
            <TableCell className="text-right whitespace-nowrap">{sizeWords(version.sizeBytes)}</TableCell>
            <TableCell className="text-right">{version.passages?.toLocaleString('en') ?? '–'}</TableCell>
            <TableCell>
              <span className="flex justify-end gap-1">
                <Button size="small" disabled={version.state === 'unread'} aria-label={`Open version ${version.number}`} onClick={() => open(version.id)}>
                  Open
                </Button>
                <Button asChild variant="ghost" size="icon">
                  <a href={`/api/documents/${documentId}/file?version=${version.id}&download`} download aria-label={`Download version ${version.number}`}>
                    <Download aria-hidden />
                  </a>
                </Button>
              </span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
