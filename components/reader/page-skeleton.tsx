import { Skeleton } from '@/components/ui/skeleton';

/** A page to come, in the shape of a page. */
export function PageSkeleton() {
  return (
    <div aria-busy className="flex aspect-[1/1.41] w-full flex-col gap-4 border border-line p-[10%]">
      {['w-1/2', 'w-full', 'w-11/12', 'w-full', 'w-3/4'].map((width, n) => (
        <Skeleton key={n} className={width} />
      ))}
    </div>
  );
}
