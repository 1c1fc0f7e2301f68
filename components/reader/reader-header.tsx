import { ArrowLeft, ArrowRight, Download, Link2, Maximize2, Search, TableOfContents, X, ZoomIn, ZoomOut } from 'lucide-react';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { Button } from '@/components/ui/button';
import { Tooltip } from '@/components/ui/tooltip';

type Props = {
  name: string;
  /** "p. 4 of 12", "Slide 3 of 9" or nothing. */
  position: string;
  heading?: string;
  /** "2 of 3", when the answer has more than one citation. */
  citation?: { label: string; onPrevious?: () => void; onNext?: () => void };
  originalHref?: string;
  expandHref?: string;
  contents?: { open: boolean; onToggle: () => void };
  finding: boolean;
  onFind?: () => void;
  onCopyLink?: () => void;
  zoom?: { onIn?: () => void; onOut?: () => void };
  onClose?: () => void;
  /** 1 on a page of its own, 2 beside a chat. */
  level: 1 | 2;
};

/** What is open and where one is in it, and what can be done with it. */
export function ReaderHeader(props: Props) {
  const Heading = props.level === 1 ? 'h1' : 'h2';
  return (
    <header className="border-b border-line px-3 pt-2 pb-1">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1 pt-1">
          <Heading className="truncate font-semibold" title={props.name}>
            {props.name}
          </Heading>
          <p className="truncate text-sm text-muted tabular-nums">
            {[props.position, props.heading].filter(Boolean).join(' · ') || '\u00a0'}
          </p>
        </div>
        {props.onClose && <Tool label="Close" hint="Close (Esc)" onClick={props.onClose} icon={<X />} />}
      </div>
      <div role="toolbar" aria-label="Reader" className="-ms-1.5 flex flex-wrap items-center">
        {props.contents && <Tool label="Contents" pressed={props.contents.open} onClick={props.contents.onToggle} icon={<TableOfContents />} />}
        {props.citation && (
          <>
            <Tool label="Previous footnote" hint="Previous footnote ([)" onClick={props.citation.onPrevious} disabled={!props.citation.onPrevious} icon={<ArrowLeft />} />
            <span className="px-1 text-sm text-muted tabular-nums">{props.citation.label}</span>
            <Tool label="Next footnote" hint="Next footnote (])" onClick={props.citation.onNext} disabled={!props.citation.onNext} icon={<ArrowRight />} />
          </>
        )}
        <span className="flex-1" />
        {props.zoom && (
          <>
            <Tool label="Smaller" onClick={props.zoom.onOut} disabled={!props.zoom.onOut} icon={<ZoomOut />} />
            <Tool label="Larger" onClick={props.zoom.onIn} disabled={!props.zoom.onIn} icon={<ZoomIn />} />
          </>
        )}
        {props.onFind && <Tool label="Where is this said?" hint="Where is this said? Search inside" pressed={props.finding} onClick={props.onFind} icon={<Search />} />}
        {props.onCopyLink && <Tool label="Copy link to this passage" onClick={props.onCopyLink} icon={<Link2 />} />}
        {props.originalHref && (
          <Tooltip label="Download the original">
            <Button asChild variant="ghost" size="icon">
              <a href={props.originalHref} download aria-label="Download the original">
                <Download />
              </a>
            </Button>
          </Tooltip>
        )}
        {props.expandHref && (
          <Tooltip label="Open on its own page">
            <Button asChild variant="ghost" size="icon">
              <Link href={props.expandHref} aria-label="Open on its own page">
                <Maximize2 />
              </Link>
            </Button>
          </Tooltip>
        )}
      </div>
    </header>
  );
}

function Tool(props: { label: string; hint?: string; icon: ReactElement; onClick?: () => void; disabled?: boolean; pressed?: boolean }) {
  return (
    <Tooltip label={props.hint ?? props.label}>
      <Button variant="ghost" size="icon" aria-label={props.label} aria-pressed={props.pressed} onClick={props.onClick} disabled={props.disabled}>
        {props.icon}
      </Button>
    </Tooltip>
  );
}
