import { callStepWords, modelWords, priceOf } from '@/components/making/amounts';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { TeamUsage, UsageSums } from '@/lib/usage/team-usage';
import type { UsageFilter } from '@/lib/usage/usage-filter';

const heads: Record<UsageFilter['by'], string> = { day: 'Day', person: 'Person', model: 'Model', step: 'Step' };

/** The sums by day, person, model or step, and of all. */
export function UsageTable({ usage, by }: { usage: TeamUsage; by: UsageFilter['by'] }) {
  const { lines, total } = usage;
  return (
    <>
      <Table label={`Usage by ${heads[by].toLowerCase()}`} className="min-w-[44rem]">
        <TableHead>
          <tr className="border-b border-line">
            <TableHeader>{heads[by]}</TableHeader>
            <TableHeader className="text-right">Answers</TableHeader>
            <TableHeader className="text-right">Calls</TableHeader>
            <TableHeader className="text-right">Tokens in</TableHeader>
            <TableHeader className="text-right">Tokens out</TableHeader>
            <TableHeader className="text-right">Billed searches</TableHeader>
            <TableHeader className="text-right">Price</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {lines.map((line, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- two people may have one name, and lines never move
            <TableRow key={index}>
              <TableCell className="max-w-64 truncate">{nameOf(line.key, by)}</TableCell>
              <Amounts sums={line} />
            </TableRow>
          ))}
          <TableRow className="font-semibold">
            <TableCell>Together</TableCell>
            <Amounts sums={total} />
          </TableRow>
        </TableBody>
      </Table>
      {total.uncounted > 0 && (
        <p className="text-sm text-muted">
          {`${total.uncounted.toLocaleString('en')} ${total.uncounted === 1 ? 'call' : 'calls'} broke off before the provider said how much was used; what is billed for ${total.uncounted === 1 ? 'it' : 'them'} is not in these sums.`}
        </p>
      )}
    </>
  );
}

function Amounts({ sums }: { sums: UsageSums }) {
  return (
    <>
      {[sums.answers, sums.calls, sums.inputTokens, sums.outputTokens, sums.searches].map((amount, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- columns never move
        <TableCell key={index} className="text-right">
          {amount.toLocaleString('en')}
        </TableCell>
      ))}
      <TableCell className="text-right whitespace-nowrap">{priceOf(sums)}</TableCell>
    </>
  );
}

function nameOf(key: string, by: UsageFilter['by']): string {
  if (by === 'step') return callStepWords[key] ?? key;
  return by === 'model' ? modelWords(key) : key;
}
