import { t as openImages } from "./images.js";

export { openImages };