/** The content security policy of originals: whatever a file holds, a browser runs and loads nothing for it. */
export const filePolicy = "sandbox; default-src 'none'";
