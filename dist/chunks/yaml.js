import { Et as require_dist } from "./check.js";

export default require_dist();

export {  };