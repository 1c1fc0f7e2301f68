import type { Metadata } from 'next';
import { NotificationList } from '@/components/notifications/notification-list';
import { pageViewer } from '@/lib/auth/page-viewer';
import { listNotifications } from '@/lib/notifications/list-notifications';

export const metadata: Metadata = { title: 'Notifications' };

export default async function NotificationsPage() {
  const viewer = await pageViewer();
  return (
    <div className="mx-auto flex w-full max-w-column flex-col gap-6 px-5 py-8">
      <NotificationList notifications={await listNotifications(viewer)} />
    </div>
  );
}
