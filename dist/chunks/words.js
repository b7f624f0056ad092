// src/store/words.ts
/** A service's own words, cut short: what it says must neither fill the screen nor steer the terminal. */
function wordsOf(text) {
	return text.replaceAll(/[\x00-\x20\x7f-\x9f]+/g, " ").trim().slice(0, 200).replace(/\.$/, "");
}
/** Statuses of a service that is overloaded, or has a fault of its own. */
const isBusy = (status) => status === 429 || status === 408 || status >= 500 && status !== 501 && status !== 505;

export { wordsOf as n, isBusy as t };