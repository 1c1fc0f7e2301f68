'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { ReadableVersion } from '@/lib/documents/read-version';
import type { DocumentFormat, Span } from '@/lib/ingest/parse/parsed-document';
import type { Mark } from './cut-by-marks';
import { showMark } from './show-mark';
import { textUnits, unitAt, type Unit } from './text-units';
import { UnitView } from './unit-view';

/** From this many units on only those near the view are drawn. */
const drawnAtOnce = 250;

/** Pixels between the top of the scroller and the first unit: the padding below. */
const above = 16;

type Props = {
  content: ReadableVersion;
  marks: readonly Mark[];
  /** What to scroll to; a new object scrolls again. */
  target: (Span & { focus: boolean }) | undefined;
  scroller: HTMLElement;
  headingBase: number;
};

/** Whether a format is read as rows with numbers. */
function isSheet(format: DocumentFormat): boolean {
  return format === 'xlsx' || format === 'ods' || format === 'csv';
}

/** A document as text, with headings, lists and tables, and the marks in their places. */
export function TextDocument(props: Props) {
  const { content } = props;
  const units = useMemo(() => textUnits(content.text, content.blocks), [content]);
  const View = units.length > drawnAtOnce ? VirtualUnits : PlainUnits;
  return (
    // A sheet scrolls with the reader itself, so that its header can stay at the top.
    <div className={classNames('px-5 pt-4 pb-24 font-serif text-lg', isSheet(content.format) ? 'w-max min-w-full' : 'mx-auto max-w-[46rem] overflow-x-auto')}>
      <View {...props} units={units} />
    </div>
  );
}

function PlainUnits({ units, content, marks, target, scroller, headingBase }: Props & { units: Unit[] }) {
  useEffect(() => {
    if (target) showMark(scroller, target.start, target.focus);
  }, [target, scroller]);
  return units.map((unit, n) => <UnitView key={n} unit={unit} text={content.text} marks={touching(marks, unit)} format={content.format} headingBase={headingBase} />);
}

function VirtualUnits({ units, content, marks, target, scroller, headingBase }: Props & { units: Unit[] }) {
  // oxlint-disable-next-line react/incompatible-library -- the virtualiser is not handed on, so memoised children cannot go stale
  const virtual = useVirtualizer({
    count: units.length,
    getScrollElement: () => scroller,
    estimateSize: (n) => heightOf(units[n]),
    overscan: 8,
    scrollMargin: above,
  });
  useEffect(() => {
    if (!target) return undefined;
    virtual.scrollToIndex(unitAt(units, target.start), { align: 'center' });
    // Heights are estimates until drawn, so the mark is looked for again until it stands in the view.
    let tries = 0;
    let frame = requestAnimationFrame(function again() {
      tries += 1;
      if (showMark(scroller, target.start, target.focus) || tries > 60) return;
      if (tries % 10 === 0) virtual.scrollToIndex(unitAt(units, target.start), { align: 'center' });
      frame = requestAnimationFrame(again);
    });
    return () => cancelAnimationFrame(frame);
  }, [target, units, virtual, scroller]);
  return (
    <div className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const unit = units[item.index];
        return (
          unit && (
            <div key={item.key} ref={virtual.measureElement} data-index={item.index} className="absolute inset-x-0 top-0 flow-root" style={{ transform: `translateY(${item.start - above}px)` }}>
              <UnitView unit={unit} text={content.text} marks={touching(marks, unit)} format={content.format} headingBase={headingBase} />
            </div>
          )
        );
      })}
    </div>
  );
}

function touching(marks: readonly Mark[], unit: Unit): readonly Mark[] {
  return marks.filter((mark) => mark.start < unit.end && mark.end > unit.start);
}

/** A first guess in pixels, before the unit is drawn and measured. */
function heightOf(unit: Unit | undefined): number {
  if (!unit) return 0;
  if (unit.kind === 'rows') return unit.rows.length * 30 + (unit.first ? 60 : 0);
  return Math.ceil((unit.end - unit.start) / 70) * 28 + 12;
}
