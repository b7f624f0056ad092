import { n as stateOf, t as execute } from "./status2.js";

export { execute, stateOf };