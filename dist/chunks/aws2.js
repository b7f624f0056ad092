import { n as openAws, t as awsOptions } from "./aws.js";

export { openAws };