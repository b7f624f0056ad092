/** The part of @actions/core that the action uses; tests hand over their own. */
export interface Toolkit {
  getInput(name: string): string;
  getState(name: string): string;
  saveState(name: string, value: string): void;
  setOutput(name: string, value: string): void;
  /** Masks the value in everything that the job prints from now on. */
  setSecret(value: string): void;
}

/** What `main` leaves for `post`. */
export const states = {
  /** The run's folder. */
  run: "run",
  /** Not empty once the job summary is written. */
  summary: "summary",
} as const;
