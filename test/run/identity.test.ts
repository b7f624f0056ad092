import { expect, test } from "vitest";
import { nodeHost } from "../../src/host/node-host.ts";
import { identify, placeOfRemote } from "../../src/run/identity.ts";

test.each([
  ["https://github.com/acme/vision.git", "github.com/acme/vision"],
  ["https://github.com/acme/vision", "github.com/acme/vision"],
  ["https://GitHub.com/acme/vision/", "github.com/acme/vision"],
  ["ssh://git@github.com:22/acme/vision.git", "github.com/acme/vision"],
  ["git@github.com:acme/vision.git", "github.com/acme/vision"],
  ["github.com:acme/vision", "github.com/acme/vision"],
  ["https://gitlab.example.com:8443/a/b/c.git", "gitlab.example.com/a/b/c"],
  ["/srv/git/vision.git", "/srv/git/vision.git"],
  ["../vision", "../vision"],
  ["file:///srv/vision.git", "file:///srv/vision.git"],
])("the remote %s is the repository %s", (url, place) => {
  expect(placeOfRemote(url)).toBe(place);
});

test("GitHub's id of the repository goes before its name, that before the remote, that before the folder", () => {
  const env = { GITHUB_REPOSITORY_ID: "42", GITHUB_REPOSITORY: "acme/vision" };
  const of = (given: Record<string, string>, remote: string | undefined) =>
    identify({ env: given, host: nodeHost, runKey: "", pipelinePath: "p", checkout: "/c", remote })
      .repositoryId;
  expect(of(env, "git@github.com:a/b")).toBe("42");
  expect(of({ GITHUB_REPOSITORY: "acme/vision" }, "git@github.com:a/b")).toBe("acme/vision");
  expect(of({}, "git@github.com:a/b")).toBe("github.com/a/b");
  expect(of({}, undefined)).toBe("/c");
});
