import { n as blobCredential, r as openAzure, t as azureCredential } from "./azure.js";

export { openAzure };