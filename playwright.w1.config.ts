import base from './playwright.config';
export default { ...base, webServer: undefined, timeout: 240_000, expect: { timeout: 60_000 }, reporter: [['list']] };
