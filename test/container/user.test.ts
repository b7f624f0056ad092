import { expect, test } from "vitest";
import { type ContainerUser, containerUser } from "../../src/container/user.ts";

const me = { uid: 1000, gid: 100 };
const root = { uid: 0, gid: 0 };
const plain = { isRootless: false, mapsUsers: false };
const rootless = { isRootless: true, mapsUsers: false };
const mapped = { isRootless: false, mapsUsers: true };

type Case = readonly [string, Parameters<typeof containerUser>, ContainerUser];
const cases: readonly Case[] = [
  ["by default whoever runs stepops", [undefined, me, plain], { option: "1000:100", isCaller: true }],
  ["root, where that is root", [undefined, root, plain], { option: "0:0", isCaller: true }],
  ["the image's, where the system has no numbers", [undefined, undefined, plain], { isCaller: false }],
  ["the image's, where it is asked for", ["image", me, plain], { isCaller: false }],
  ["the image's, also for root", ["image", root, plain], { isCaller: false }],
  [
    "in a rootless engine its root, who is us outside",
    [undefined, me, rootless],
    { option: "0:0", isCaller: true },
  ],
  ["with mapped users another one outside", [undefined, me, mapped], { option: "1000:100", isCaller: false }],
  ["ours by number", ["1000", me, plain], { option: "1000", isCaller: true }],
  ["ours by number and group", ["1000:5", me, plain], { option: "1000:5", isCaller: true }],
  ["another's number", ["1001:100", me, plain], { option: "1001:100", isCaller: false }],
  ["a name, whose number nobody knows here", ["nobody", me, plain], { option: "nobody", isCaller: false }],
  ["root by name, whoever we are", ["root", root, plain], { option: "root", isCaller: false }],
  [
    "our number in a rootless engine is not us outside",
    ["1000", me, rootless],
    { option: "1000", isCaller: false },
  ],
  ["nor with mapped users", ["1000", me, mapped], { option: "1000", isCaller: false }],
  ["a number, where the system has none", ["1000", undefined, plain], { option: "1000", isCaller: false }],
];
test.each(cases)("%s", (_name, given, user) => {
  expect(containerUser(...given)).toEqual(user);
});
