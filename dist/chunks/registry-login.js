import { t as openRegistryLogins } from "./registry-login2.js";

export { openRegistryLogins };