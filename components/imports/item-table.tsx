import Link from 'next/link';
import { StateMark } from '@/components/ui/state-mark';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { ImportItemRow } from '@/lib/import/import-row';
import { itemWords } from './import-words';

/** What came of each page or file, and the document that it became. */
export function ItemTable({ items, noun }: { items: ImportItemRow[]; noun: 'file' | 'page' }) {
  return (
    <Table label="What was imported" className="min-w-[40rem]">
      <TableHead>
        <tr className="border-b border-line">
          <TableHeader>State</TableHeader>
          <TableHeader className="w-1/2">{noun === 'file' ? 'File' : 'Address'}</TableHeader>
          <TableHeader className="w-1/3">Document</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {items.map((item) => (
          <TableRow key={item.id} className="align-top">
            <TableCell className="py-2">
              <StateMark state={itemWords[item.state].mark}>{itemWords[item.state].label}</StateMark>
            </TableCell>
            <TableCell className="max-w-0 py-2">
              <span className="block truncate" title={item.address}>
                {item.address}
              </span>
              {item.reason && <span className="block wrap-anywhere text-muted">{item.reason}</span>}
            </TableCell>
            <TableCell className="max-w-0 py-2">
              {item.document && (
                <Link href={`/admin/documents/${item.document.id}`} title={item.document.name} className="block truncate underline-offset-2 hover:underline">
                  {item.document.name}
                </Link>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
