/** A service's own words, cut short: what it says must neither fill the screen nor steer the terminal. */
export function wordsOf(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a stranger's text must not steer the terminal
  const plain = text.replaceAll(/[\x00-\x20\x7f-\x9f]+/g, " ").trim();
  return plain.slice(0, 200).replace(/\.$/, "");
}

/** Statuses of a service that is overloaded, or has a fault of its own. */
export const isBusy = (status: number): boolean =>
  status === 429 || status === 408 || (status >= 500 && status !== 501 && status !== 505);
