import { describe, expect, it } from "vitest";
import { select } from "../../src/run/selection.ts";
import { need, pipelineOf, stepOf } from "../rig/graphs.ts";

const leg = (id: string, step: string, needs: readonly string[]) => ({
  ...stepOf(id, { needs: needs.map(need) }),
  step: step as never,
});

const pipeline = pipelineOf([
  stepOf("prepare"),
  leg("train[lr=1]", "train", ["prepare"]),
  leg("train[lr=2]", "train", ["prepare"]),
  stepOf("evaluate", { needs: [need("train[lr=1]"), need("train[lr=2]")] }),
  stepOf("other"),
  stepOf("notify", { isFinally: true }),
]);

const selected = (only: readonly string[], from: readonly string[]) => {
  const result = select(pipeline, { only, from });
  if (!result.ok) throw new Error(result.error.message);
  return result.value && [...result.value].sort();
};

describe("select", () => {
  it("selects all when nothing is asked for", () => {
    expect(selected([], [])).toBeUndefined();
  });

  it("takes all legs of a step, or one leg", () => {
    expect(selected(["train"], [])).toEqual(["train[lr=1]", "train[lr=2]"]);
    expect(selected(["train[lr=2]"], [])).toEqual(["train[lr=2]"]);
  });

  it("takes with --from all that stands on a step, and finally", () => {
    expect(selected([], ["train[lr=1]"])).toEqual(["evaluate", "notify", "train[lr=1]"]);
    expect(selected(["other"], ["evaluate"])).toEqual(["evaluate", "notify", "other"]);
  });

  it("names the nearest step for one that is none", () => {
    expect(select(pipeline, { only: ["trian"], from: [] })).toMatchObject({
      ok: false,
      error: { message: 'no step is called "trian"', hint: 'Did you mean "train"?' },
    });
  });
});
