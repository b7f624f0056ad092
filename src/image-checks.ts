/** What is looked at of images before anything runs, in one module, so that a pipeline without images never loads it. */
export { checkEngines } from "./container/preflight.ts";
export { checkBuilds } from "./image/check-builds.ts";
export { checkCuda } from "./image/check-cuda.ts";
