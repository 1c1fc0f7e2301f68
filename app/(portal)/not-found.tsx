import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export default function NotFound() {
  return (
    <EmptyState
      title="There is no such page"
      action={
        <Button asChild>
          <Link href="/">Go to Ask</Link>
        </Button>
      }
    >
      It may have been deleted, or it belongs to a team that you are not in.
    </EmptyState>
  );
}
