/** The cookie from which the root layout knows the theme before anybody is looked up. Scripts may change it too. */
export function themeCookie(theme: string) {
  return { name: 'theme', value: theme, path: '/', maxAge: 365 * 86_400, sameSite: 'lax' as const };
}
