import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <div className="mx-auto flex w-full max-w-column flex-col gap-4 px-4 pt-8 md:px-6" aria-busy="true">
      <Skeleton className="h-6 w-1/2" />
      <Skeleton className="mt-4 w-full" />
      <Skeleton className="w-11/12" />
      <Skeleton className="w-4/5" />
    </div>
  );
}
