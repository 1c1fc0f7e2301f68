/**
 * The name by which a process tells the database that nobody waits for its statements: the embedded one then lets those
 * go first that somebody does wait for. Set as PGAPPNAME, it also shows in a server's list of connections.
 */
export const backgroundName = 'footnote background';

/** The environment of a process that works in the background. */
export const backgroundEnvironment = { PGAPPNAME: backgroundName };
