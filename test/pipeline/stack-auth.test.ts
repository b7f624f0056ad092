import { expect, test } from "vitest";
import { faults, pipelineOf } from "./resolving.ts";

const withAuth = (auth: string) => `stack: s\nstacks:\n  s: {auth: ${auth}}\nsteps: {a: {command: [x]}}\n`;

test.each([
  ["{}", { oidc: false }],
  ["{oidc: true, role: 'arn:aws:iam::1:role/x'}", { oidc: true, role: "arn:aws:iam::1:role/x" }],
  ["{oidc: true, client_id: c, tenant_id: t}", { oidc: true, clientId: "c", tenantId: "t" }],
  [
    "{oidc: true, workload_identity_provider: p, role: r, audience: a, x-note: n}",
    { oidc: true, workloadIdentityProvider: "p", role: "r", audience: "a" },
  ],
])("auth %s is the stack's", (text, auth) => {
  expect(pipelineOf(withAuth(text)).stack.auth).toEqual(auth);
});

test("a stack without auth has none, and a tenant is a text", () => {
  expect(pipelineOf("steps: {a: {command: [x]}}\n").stack).not.toHaveProperty("auth");
  expect(faults(withAuth("{tenant_id: [1]}"))).toHaveLength(1);
});
