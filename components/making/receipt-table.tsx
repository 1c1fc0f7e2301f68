import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { Making } from '@/lib/explain/making';
import type { ReceiptLine } from '@/lib/usage/receipt';
import { callStepWords, duration, inDollars, modelWords, priceOf } from './amounts';

const outcomes: Record<string, string> = { failed: ', failed', stopped: ', stopped' };

/** What an answer cost: one line for each model call, as the team's ledger holds it. */
export function ReceiptTable({ made }: { made: Making }) {
  const { receipt, searches, searched, read } = made;
  return (
    <section aria-labelledby="receipt" className="mt-8">
      <h3 id="receipt" className="font-semibold">
        Receipt
      </h3>
      <p className="mt-1 text-muted tabular-nums">
        {`${count(searches, 'search', 'searches')} among ${count(searched, 'passage', 'passages')}, ${count(read, 'passage', 'passages')} read.`}
      </p>
      {receipt.lines.length === 0 ? (
        <p className="mt-1 text-muted">No model was called for this answer, or it is older than receipts.</p>
      ) : (
        <Table label="Model calls" className="mt-2">
          <TableHead>
            <tr className="border-b border-line">
              <TableHeader>Step</TableHeader>
              <TableHeader>Model</TableHeader>
              <TableHeader className="text-right">Tokens in</TableHeader>
              <TableHeader className="text-right">out</TableHeader>
              <TableHeader className="text-right">Time</TableHeader>
              <TableHeader className="text-right">Price</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {receipt.lines.map((line, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- lines never change their places
              <TableRow key={index}>
                <TableCell className="whitespace-nowrap">
                  {callStepWords[line.step] ?? line.step}
                  {outcomes[line.outcome]}
                </TableCell>
                <TableCell>{modelName(line)}</TableCell>
                <TableCell className="text-right">{amount(line.inputTokens)}</TableCell>
                <TableCell className="text-right">{amount(line.outputTokens)}</TableCell>
                <TableCell className="text-right whitespace-nowrap">{line.milliseconds === null ? '–' : duration(line.milliseconds)}</TableCell>
                <TableCell className="text-right whitespace-nowrap">{price(line)}</TableCell>
              </TableRow>
            ))}
            <TableRow className="font-medium">
              <TableCell>Together</TableCell>
              <TableCell>{receipt.searches > 0 ? count(receipt.searches, 'billed search', 'billed searches') : ''}</TableCell>
              <TableCell className="text-right">{amount(receipt.inputTokens)}</TableCell>
              <TableCell className="text-right">{amount(receipt.outputTokens)}</TableCell>
              <TableCell className="text-right whitespace-nowrap">{made.milliseconds === undefined ? '–' : duration(made.milliseconds)}</TableCell>
              <TableCell className="text-right whitespace-nowrap">{priceOf(receipt)}</TableCell>
            </TableRow>
          </TableBody>
        </Table>
      )}
      {receipt.uncounted > 0 && (
        <p className="mt-2 text-sm text-muted">{`${count(receipt.uncounted, 'call', 'calls')} broke off before the provider said how much was used; what the provider bills for ${receipt.uncounted === 1 ? 'it' : 'them'} is not in these sums.`}</p>
      )}
    </section>
  );
}

function modelName({ model, costMicros }: ReceiptLine): string {
  return costMicros === '0' && model !== 'extractive' ? `${model}, on this machine` : modelWords(model);
}

function price({ costMicros, searches }: ReceiptLine): string {
  if (costMicros === null) return 'not known';
  const cost = costMicros === '0' ? 'nothing' : inDollars(costMicros);
  return searches > 0 ? `${cost} for ${count(searches, 'search', 'searches')}` : cost;
}

function amount(tokens: number | null): string {
  return tokens === null ? 'not said' : tokens.toLocaleString('en');
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
