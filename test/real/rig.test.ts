import { expect, test } from "vitest";
import { docker, startRegistry } from "../rig/docker.ts";

// Other tests say of this registry that nothing was pushed: that must not be true of every registry.
test("the registry is a real one, and sees each push and pull", async () => {
  using registry = await startRegistry();
  const name = `${registry.host}/team/busybox:1`;
  docker("tag", "stepops-test/busybox:1", name);
  try {
    docker("push", name);
    expect(registry.requests()).toContainEqual({ method: "PUT", path: "/v2/team/busybox/manifests/1" });
    const pushed = registry.requests().length;
    docker("rmi", name);
    docker("pull", name);
    expect(registry.requests().slice(pushed)).toContainEqual({
      method: expect.stringMatching(/^(GET|HEAD)$/),
      path: expect.stringMatching(/^\/v2\/team\/busybox\/manifests\//),
    });
    expect(docker("run", "--rm", name, "echo", "it works")).toBe("it works");
  } finally {
    docker("rmi", "--force", name);
  }
});
