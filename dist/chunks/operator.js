// src/operator/operator.ts
const statuses = [
	"queued",
	"provisioning",
	"pulling",
	"running",
	"uploading",
	"succeeded",
	"failed",
	"cancelled",
	"lost"
];

export { statuses as t };