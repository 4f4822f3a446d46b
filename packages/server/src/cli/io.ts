/** Where a command writes: results to `stdout`, messages to `stderr`. */
export interface Io {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
}

/** Exit statuses of the contract (blueprint §7). */
export const EXIT = { done: 0, failed: 1, usage: 2, question: 3 } as const;

/** One JSON document, or the lines for people. */
export function answer(io: Io, json: boolean, document: unknown, words: string): void {
  io.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${words}\n`);
}
