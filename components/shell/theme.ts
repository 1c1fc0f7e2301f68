// The browser's side of the theme: the server reads the same cookie in the root layout.

import { sendJson } from '@/lib/http/send-json';

export type Theme = 'system' | 'light' | 'dark';

/** The theme in force, as the page shows it. */
export function currentTheme(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

/** Applies a theme at once; the account keeps it, and the server's answer sets the cookie for this device. */
export async function applyTheme(theme: Theme): Promise<void> {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  await sendJson('PATCH', '/api/account', { theme });
}
