/** What a person would call the browser behind a user agent: "Firefox on Linux". */
export function deviceName(userAgent: string): string {
  const browser = named(userAgent, [[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari']]);
  const system = named(userAgent, [[/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux']]);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? 'An unnamed device';
}

function named(userAgent: string, names: [RegExp, string][]): string | undefined {
  return names.find(([pattern]) => pattern.test(userAgent))?.[1];
}
