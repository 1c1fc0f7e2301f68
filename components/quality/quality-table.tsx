import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { FailingStep, QualityReport, StepFailures } from '@/lib/quality/step-failures';

const steps: [FailingStep, string][] = [
  ['understand', 'Understand'],
  ['retrieve', 'Find'],
  ['nothing', 'Nothing found'],
  ['rerank', 'Put in order'],
  ['answer', 'Answer'],
  ['check', 'Check'],
];

/** Failures of each step by day, and what they come to along the chain. */
export function QualityTable({ report }: { report: QualityReport }) {
  return (
    <Table label="Failures by day and step" className="min-w-[60rem]">
      <TableHead>
        <tr className="border-b border-line">
          <TableHeader>Day</TableHeader>
          <TableHeader className="text-right">Answers</TableHeader>
          {steps.map(([step, label]) => (
            <TableHeader key={step} className="text-right">
              {label}
            </TableHeader>
          ))}
          <TableHeader className="text-right">Asked again</TableHeader>
          <TableHeader className="text-right">Chain</TableHeader>
          <TableHeader className="text-right">Came through</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {report.days.map((day) => (
          <TableRow key={day.day}>
            <TableCell className="whitespace-nowrap">{day.day}</TableCell>
            <Figures of={day} />
          </TableRow>
        ))}
        <TableRow className="font-semibold">
          <TableCell>Together</TableCell>
          <Figures of={report.total} />
        </TableRow>
      </TableBody>
    </Table>
  );
}

function Figures({ of: { answers, failed, askedAgain, chain, whole } }: { of: StepFailures }) {
  return (
    <>
      <TableCell className="text-right">{answers.toLocaleString('en')}</TableCell>
      {steps.map(([step]) => (
        <Share key={step} count={failed[step]} of={answers} />
      ))}
      <Share count={askedAgain} of={answers} />
      <TableCell className="text-right">{percent(chain)}</TableCell>
      <TableCell className="text-right">{percent(answers === 0 ? 1 : whole / answers)}</TableCell>
    </>
  );
}

function Share({ count, of }: { count: number; of: number }) {
  return <TableCell className={count === 0 ? 'text-right text-muted' : 'text-right'}>{count === 0 ? '0' : `${count.toLocaleString('en')} (${percent(count / of)})`}</TableCell>;
}

function percent(share: number): string {
  return share.toLocaleString('en', { style: 'percent', maximumFractionDigits: 1 });
}
