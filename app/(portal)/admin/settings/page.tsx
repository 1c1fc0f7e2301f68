import { redirect } from 'next/navigation';
import { pageViewer } from '@/lib/auth/page-viewer';

// The settings have one page so far.
export default async function SettingsPage() {
  await pageViewer('admin');
  redirect('/admin/settings/models');
}
