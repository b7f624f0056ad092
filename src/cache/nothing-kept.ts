/** Why a step runs of which a run in this trust domain knows no earlier one. */
export const nothingKept = (trustDomain: string): string =>
  trustDomain === "trusted"
    ? "nothing is kept of it yet"
    : `nothing is kept of it yet, neither by ${trustDomain} nor by trusted runs`;
