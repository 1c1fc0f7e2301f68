import { Pencil, Trash2 } from 'lucide-react';
import { RelativeTime } from '@/components/people/relative-time';
import { Button } from '@/components/ui/button';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { GlossaryRow } from '@/lib/glossary/glossary-entry';

/** Terms by name, with what else they are called. */
export function GlossaryTable(props: { entries: GlossaryRow[]; onEdit: (entry: GlossaryRow) => void; onDelete: (entry: GlossaryRow) => void }) {
  return (
    <Table label="Glossary" className="min-w-[36rem]">
      <TableHead>
        <tr className="border-b border-line">
          <TableHeader>Term</TableHeader>
          <TableHeader>Also called</TableHeader>
          <TableHeader>Note</TableHeader>
          <TableHeader>Changed</TableHeader>
          <TableHeader>
            <span className="sr-only">Actions</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {props.entries.map((entry) => (
          <TableRow key={entry.id} className="align-top">
            <TableCell className="py-2 font-medium">{entry.term}</TableCell>
            <TableCell className="py-2">{entry.synonyms.join(', ')}</TableCell>
            <TableCell className="max-w-72 py-2 text-muted">{entry.note}</TableCell>
            <TableCell className="py-2 whitespace-nowrap text-muted">
              <RelativeTime iso={entry.updatedAt} />
            </TableCell>
            <TableCell className="w-20 text-right whitespace-nowrap">
              <Button variant="ghost" size="icon" aria-label={`Edit ${entry.term}`} onClick={() => props.onEdit(entry)}>
                <Pencil aria-hidden />
              </Button>
              <Button variant="ghost" size="icon" aria-label={`Delete ${entry.term}`} onClick={() => props.onDelete(entry)}>
                <Trash2 aria-hidden />
              </Button>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
