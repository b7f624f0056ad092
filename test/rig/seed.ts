import fc from "fast-check";

/** The same cases at every run, so that a change is judged by what it changes; STEPOPS_SEED=$RANDOM looks for others. */
fc.configureGlobal({ seed: Number(process.env.STEPOPS_SEED ?? 20_261_123) });
