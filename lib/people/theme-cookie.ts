/** The Set-Cookie header from which the root layout knows the theme before anybody is looked up. Scripts may change it too. */
export function themeCookie(theme: string): string {
  return `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax`;
}
