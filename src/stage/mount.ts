/** Where a container finds its job's folder, whatever its image's own working directory is. */
export const jobRoot = "/stepops";

export interface Mount {
  /** On the machine, absolute. */
  readonly source: string;
  /** In the container, absolute. */
  readonly target: string;
  readonly isReadOnly: boolean;
}
